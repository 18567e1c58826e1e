package de.asvumzug.web.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** Describes the REST interface at {@code /api/openapi}. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:openapi.properties")
class OpenApiConfiguration {

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("asv-umzug")
                .version("1")
                .description(
                    "Umzüge von ASV-Servern planen, verfolgen und abbrechen. Fehler kommen als"
                        + " application/problem+json; „errors“ nennt jedes falsche Feld."));
  }
}
