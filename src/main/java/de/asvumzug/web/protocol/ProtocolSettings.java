package de.asvumzug.web.protocol;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What signs protocols.
 *
 * @param keysDirectory folder with the keys ({@code *.pem}, Ed25519), readable by this
 *     application's user only; all nodes need the same ones. The file whose name sorts last signs
 */
@ConfigurationProperties("asv.protocol")
record ProtocolSettings(@DefaultValue(".asv-umzug/protocol") Path keysDirectory) {}
