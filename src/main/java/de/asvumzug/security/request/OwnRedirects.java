package de.asvumzug.security.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Redirects lead to paths of this application and name no machine: the browser stays where it is.
 * Tomcat and Spring would put in the machine that the request names in {@code Host}, which is
 * whatever its sender, or something in between, wrote there.
 */
final class OwnRedirects extends OncePerRequestFilter {
  private static final Pattern MACHINE =
      Pattern.compile("^(?:[a-z][a-z0-9+.-]*:)?[/\\\\]{2}[^/?#\\\\]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Redirecting(response));
  }

  /** The path, question and place of an address, without the machine. */
  static String pathOf(String address) {
    String path = MACHINE.matcher(address).replaceFirst("");
    return path.equals(address) && !path.startsWith("/") && !path.startsWith("\\")
        ? address
        : SLASHES.matcher(path.isEmpty() ? "/" : path).replaceFirst("/");
  }

  /** A response whose redirects name no machine. */
  private static final class Redirecting extends HttpServletResponseWrapper {
    Redirecting(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendRedirect(String address) {
      resetBuffer();
      setStatus(SC_FOUND);
      setHeader(HttpHeaders.LOCATION, address);
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, judged(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
      super.addHeader(name, judged(name, value));
    }

    private static String judged(String name, String value) {
      return value != null && HttpHeaders.LOCATION.equalsIgnoreCase(name) ? pathOf(value) : value;
    }
  }

  /** Around everything that may redirect. */
  @Configuration(proxyBeanMethods = false)
  static class Installation {
    @Bean
    FilterRegistrationBean<OwnRedirects> ownRedirects() {
      FilterRegistrationBean<OwnRedirects> filter =
          new FilterRegistrationBean<>(new OwnRedirects());
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
      return filter;
    }
  }
}
