package de.asvumzug.security.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Addresses that write a letter, a digit or a slash as its code are refused before anything reads
 * them: no page sends them, and each reader behind would have to read them in the same way.
 */
final class PlainAddresses extends OncePerRequestFilter {
  private static final Pattern DISGUISED =
      Pattern.compile(
          "%(?:3[0-9]|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9AE]|2[DEF]|5[CF]|[01][0-9A-F]|7F|$|[^0-9A-F]|[0-9A-F](?:$|[^0-9A-F])).*",
          Pattern.CASE_INSENSITIVE);

  private final Problems problems;

  PlainAddresses(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (DISGUISED.matcher(request.getRequestURI()).find()) {
      problems.end(response, HttpStatus.BAD_REQUEST, "Die Adresse ist nicht lesbar.");
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Before all other filters but the one that writes down refusals. */
  @Configuration(proxyBeanMethods = false)
  static class Installation {
    @Bean
    FilterRegistrationBean<PlainAddresses> plainAddresses(Problems problems) {
      FilterRegistrationBean<PlainAddresses> filter =
          new FilterRegistrationBean<>(new PlainAddresses(problems));
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
      return filter;
    }
  }
}
