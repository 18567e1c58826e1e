package de.asvumzug.web.protocol;

import de.asvumzug.protocol.seal.SealKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the keys of the protocols known. */
@Configuration(proxyBeanMethods = false)
class ProtocolConfiguration {

  @Bean
  SealKeys sealKeys(ProtocolSettings settings) {
    return new SealKeys(settings.keysDirectory());
  }
}
