package de.asvumzug.asv.h2;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How whoever reads an H2 database logs in to it, beside the user that the layout names.
 *
 * @param h2PasswordSecret name of the secret with the password of the H2 database; empty for none
 */
@ConfigurationProperties("asv.check")
public record H2PasswordSettings(@DefaultValue("") String h2PasswordSecret) {}
