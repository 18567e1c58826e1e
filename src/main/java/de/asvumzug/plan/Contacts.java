package de.asvumzug.plan;

/**
 * Mail addresses of the people beside the schools; each may be empty, then that group gets no mail.
 */
public record Contacts(String technician, String operator, String itManagement) {}
