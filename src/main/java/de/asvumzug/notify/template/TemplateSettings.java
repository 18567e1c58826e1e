package de.asvumzug.notify.template;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The templates of mails.
 *
 * @param templates folder with an operator's own, each named like the built-in one that it takes
 *     the place of; empty if there is none. Expressions in them are evaluated, so only who may
 *     change the application should be able to write there
 */
@ConfigurationProperties("asv.mail")
public record TemplateSettings(@DefaultValue("") String templates) {}
