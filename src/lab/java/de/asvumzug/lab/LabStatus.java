package de.asvumzug.lab;

import java.util.List;

/** What an ASV server says about itself on its client port. */
public record LabStatus(String version, String variant, String structure, List<String> schools) {}
