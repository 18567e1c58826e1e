/**
 * The programs of the ASV stand-in. They run in processes of their own with nothing but the JDBC
 * drivers beside them, so nothing here may use a library.
 */
package de.asvumzug.lab.asv;
