package de.asvumzug.security.request;

import de.asvumzug.security.SecurityConfiguration;
import de.asvumzug.security.events.SecurityTrail;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What every request passes before and behind the doors ({@link SecurityConfiguration}). */
@Configuration(proxyBeanMethods = false)
class RequestFilters {
  /** Behind the filter that fixes the encoding of parameters, in front of all others. */
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  FilterRegistrationBean<RequestLog> requestLog(SecurityTrail trail) {
    return ordered(new FilterRegistrationBean<>(new RequestLog(trail)), Ordered.HIGHEST_PRECEDENCE);
  }

  @Bean
  FilterRegistrationBean<RequestLimits> requestLimits(Problems problems) {
    return ordered(new FilterRegistrationBean<>(new RequestLimits(problems)), FIRST);
  }

  @Bean
  FilterRegistrationBean<WholeBodies> wholeBodies(Problems problems) {
    return ordered(
        new FilterRegistrationBean<>(new WholeBodies(problems)),
        SecurityProperties.DEFAULT_FILTER_ORDER + 1);
  }

  private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> ordered(
      FilterRegistrationBean<F> filter, int order) {
    filter.setOrder(order);
    filter.addUrlPatterns("/*");
    return filter;
  }
}
