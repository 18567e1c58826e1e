package de.asvumzug.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import de.asvumzug.security.account.AccountMonitor;
import de.asvumzug.security.account.Administration;
import de.asvumzug.security.account.Groups;
import de.asvumzug.security.engine.CamundaToken;
import de.asvumzug.security.engine.EngineDoor;
import de.asvumzug.security.engine.EngineIdentityFilter;
import de.asvumzug.security.engine.OwnTasks;
import de.asvumzug.security.events.SecurityTrail;
import de.asvumzug.security.events.SecurityTrailController;
import de.asvumzug.security.login.EngineLogin;
import de.asvumzug.security.login.LoggedInUser;
import de.asvumzug.security.login.LoginState;
import de.asvumzug.security.login.Logins;
import de.asvumzug.security.login.ProgramLogins;
import de.asvumzug.security.login.TooManyAttempts;
import de.asvumzug.security.password.ConfirmationController;
import de.asvumzug.security.password.DecisionsConfirmed;
import de.asvumzug.security.password.OwnPasswords;
import de.asvumzug.security.password.PasswordAgain;
import de.asvumzug.security.password.PasswordController;
import de.asvumzug.security.request.Problems;
import de.asvumzug.security.request.StructuredBodiesOnly;
import de.asvumzug.security.worker.ScrapeAccount;
import de.asvumzug.security.worker.SiteOfTask;
import de.asvumzug.security.worker.WorkerAccounts;
import de.asvumzug.security.worker.WorkerTaskFilter;
import de.asvumzug.task.ClaimRules;
import de.asvumzug.task.PersonTasks;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in where. Everything is closed but the log-in page, its assets, the health address, the
 * links by which addresses are confirmed, and calendars, whose address is a secret of its own:
 *
 * <ol>
 *   <li>{@code /engine-rest}: HTTP Basic, only the workers, only external tasks; a site's worker
 *       only its own ({@link WorkerTaskFilter});
 *   <li>{@code /camunda}: our log-in, then the engine's authorizations; Camunda's own CSRF filter
 *       and headers; the set-up and the second log-in are denied to all;
 *   <li>{@code /api/worker}: HTTP Basic, only the workers on site;
 *   <li>{@code /api}: HTTP Basic without a session, or the session with a CSRF token;
 *   <li>{@code /actuator}: HTTP Basic; the figures for the monitoring system's account, technik and
 *       IT management;
 *   <li>the rest: our log-in.
 * </ol>
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {
  private static final String OWN_PAGES =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

  /** Answers to programs are shown by nobody. */
  private static final String NO_PAGES = "default-src 'none'; frame-ancestors 'none'";

  private static final PathPatternRequestMatcher.Builder PATHS = withDefaults();
  private static final RequestMatcher LOGOUT =
      new OrRequestMatcher(
          path(HttpMethod.POST, "/logout"),
          path(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout"));
  private static final String CONFIRMED_ADDRESSES = "/adresse/*";
  private static final String TAKE_OVER = "/api/tasks/{task}/take-over";
  private static final RequestMatcher FOR_STAFF =
      new AndRequestMatcher(
          new OrRequestMatcher(path("/"), path("/umzuege/{id}")),
          new NegatedRequestMatcher(path("/umzuege/neu")));
  private static final RequestMatcher SCHOOLS_ANSWER =
      path(HttpMethod.POST, Logins.SCHOOL + "/aufgaben/{task}");
  private static final RequestMatcher PAGE = SecurityConfiguration::asksForPage;

  private final Problems problems;
  private final IdentityService identity;
  private final AccountMonitor watch;
  private final SecurityTrail trail;

  SecurityConfiguration(
      Problems problems,
      IdentityService identity,
      Groups groups,
      OwnPasswords own,
      SecuritySettings settings,
      SecurityTrail trail) {
    this.trail = trail;
    this.problems = problems;
    this.identity = identity;
    this.watch = new AccountMonitor(identity, groups, own, settings, problems);
  }

  @Bean
  AuthenticationManager authenticationManager(EngineLogin login) {
    return new ProviderManager(login);
  }

  @Bean
  DecisionsConfirmed decisionsConfirmed(
      TaskService tasks, PersonTasks personTasks, PasswordAgain again) {
    return new DecisionsConfirmed(problems, tasks, personTasks, again);
  }

  /** Within the chains only. */
  @Bean
  FilterRegistrationBean<DecisionsConfirmed> decisionsConfirmedOnce(DecisionsConfirmed decisions) {
    FilterRegistrationBean<DecisionsConfirmed> filter = new FilterRegistrationBean<>(decisions);
    filter.setEnabled(false);
    return filter;
  }

  @Bean
  @Order(1)
  SecurityFilterChain workers(
      HttpSecurity http, IdentityService identity, Groups groups, SiteOfTask tasks)
      throws Exception {
    return http.securityMatcher(path("/engine-rest/**"))
        .headers(SecurityConfiguration::forPrograms)
        .authorizeHttpRequests(
            r ->
                r.requestMatchers(
                        path(HttpMethod.POST, "/engine-rest/external-task/fetchAndLock"),
                        path(HttpMethod.POST, "/engine-rest/external-task/{task}/complete"),
                        path(HttpMethod.POST, "/engine-rest/external-task/{task}/failure"),
                        path(HttpMethod.POST, "/engine-rest/external-task/{task}/bpmnError"),
                        path(HttpMethod.POST, "/engine-rest/external-task/{task}/extendLock"),
                        path(HttpMethod.POST, "/engine-rest/external-task/{task}/unlock"))
                    .access(SecurityConfiguration::worker)
                    .anyRequest()
                    .denyAll())
        .httpBasic(b -> b.authenticationEntryPoint(refusal(HttpStatus.UNAUTHORIZED)))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(refusal(HttpStatus.UNAUTHORIZED))
                    .accessDeniedHandler(forbidden()))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(c -> c.disable())
        .addFilterAfter(new EngineIdentityFilter(identity, groups), AuthorizationFilter.class)
        .addFilterAfter(new ProgramLogins(trail), AuthorizationFilter.class)
        .addFilterAfter(new WorkerTaskFilter(problems, tasks), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain camundaPages(
      HttpSecurity http,
      OwnTasks tasks,
      Administration administration,
      ClaimRules claims,
      DecisionsConfirmed decisions)
      throws Exception {
    return pages(http)
        .securityMatcher(path("/camunda/**"))
        .authorizeHttpRequests(
            r ->
                r.requestMatchers(
                        path("/camunda/api/admin/setup/**"),
                        path("/camunda/api/admin/auth/user/{engine}/login/**"))
                    .denyAll()
                    .anyRequest()
                    .access((who, at) -> person(who.get())))
        .csrf(c -> c.ignoringRequestMatchers(path("/camunda/**")))
        .addFilterAfter(
            new EngineDoor(problems, tasks, administration, claims), AuthorizationFilter.class)
        .addFilterAfter(decisions, AuthorizationFilter.class)
        .addFilterBefore(new CamundaToken(problems, LOGOUT), LogoutFilter.class)
        // Each page carries a nonce that its scripts need: a page out of a cache would not work.
        .headers(
            h ->
                h.cacheControl(c -> c.disable())
                    .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                            request -> request.getRequestURI().endsWith("/") || toEngine(request),
                            new StaticHeadersWriter("Cache-Control", "no-store"))))
        .logout(
            l ->
                l.logoutRequestMatcher(LOGOUT)
                    .logoutSuccessHandler((request, response, who) -> response.setStatus(200)))
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain programs(HttpSecurity http) throws Exception {
    return api(http.securityMatcher(
            new AndRequestMatcher(path("/api/**"), SecurityConfiguration::carriesBasic)))
        .httpBasic(b -> b.authenticationEntryPoint(refusal(HttpStatus.UNAUTHORIZED)))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(c -> c.disable())
        .addFilterAfter(new ProgramLogins(trail), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(4)
  SecurityFilterChain browsers(HttpSecurity http, DecisionsConfirmed decisions) throws Exception {
    return api(http.securityMatcher(path("/api/**")))
        // Asked by a form's script; a page elsewhere cannot send JSON here (StructuredBodiesOnly).
        .csrf(c -> c.ignoringRequestMatchers(path(TAKE_OVER)))
        .addFilterAfter(decisions, AuthorizationFilter.class)
        .requestCache(c -> c.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .build();
  }

  /** A person has no session here: figures are read by programs. */
  @Bean
  @Order(5)
  SecurityFilterChain monitoring(HttpSecurity http) throws Exception {
    return http.securityMatcher(path("/actuator/**"))
        .headers(SecurityConfiguration::forPrograms)
        .authorizeHttpRequests(
            r ->
                r.requestMatchers(path(HttpMethod.GET, "/actuator/health"))
                    .permitAll()
                    .requestMatchers(path(HttpMethod.GET, "/actuator/prometheus"))
                    .hasAnyAuthority(
                        ScrapeAccount.AUTHORITY,
                        EngineLogin.authority(Groups.TECHNIK),
                        EngineLogin.authority(Groups.IT_MANAGEMENT))
                    .anyRequest()
                    .denyAll())
        .httpBasic(b -> b.authenticationEntryPoint(refusal(HttpStatus.UNAUTHORIZED)))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(refusal(HttpStatus.UNAUTHORIZED))
                    .accessDeniedHandler(forbidden()))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(c -> c.disable())
        .addFilterBefore(watch, AnonymousAuthenticationFilter.class)
        .addFilterAfter(new ProgramLogins(trail), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(6)
  SecurityFilterChain ownPages(HttpSecurity http, DecisionsConfirmed decisions) throws Exception {
    return pages(http)
        .addFilterAfter(decisions, AuthorizationFilter.class)
        // The link of an address is known to its owner alone; no session is made for him.
        .csrf(
            c ->
                c.ignoringRequestMatchers(
                    path(ConfirmationController.PATH), path(CONFIRMED_ADDRESSES)))
        .authorizeHttpRequests(
            r ->
                r.requestMatchers(
                        path("/login"),
                        path("/login-assets/**"),
                        path("/error"),
                        path(CONFIRMED_ADDRESSES),
                        path(HttpMethod.GET, "/favicon.ico"),
                        path(HttpMethod.GET, "/kalender/{token}.ics"))
                    .permitAll()
                    .requestMatchers(
                        path("/forms-assets/**"),
                        path("/leitstand/**"),
                        path(HttpMethod.GET, "/webjars/**"),
                        path(HttpMethod.GET, "/aufgaben/*"),
                        path(HttpMethod.GET, Logins.SCHOOL),
                        path(Logins.SCHOOL + "/aufgaben/*"),
                        path(HttpMethod.GET, Logins.SCHOOL + "/danke/*"),
                        path("/kalender/**"),
                        path(Logins.SCHOOL + "/kontakte/*"),
                        path(PasswordController.PATH + "/**"))
                    .access((who, at) -> person(who.get()))
                    .requestMatchers(path("/vorschau/**"))
                    .hasAuthority(EngineLogin.authority(Groups.TECHNIK))
                    .requestMatchers(path(SecurityTrailController.PAGE))
                    .hasAuthority(EngineLogin.authority(Groups.IT_MANAGEMENT))
                    .anyRequest()
                    .access(SecurityConfiguration::staff))
        .exceptionHandling(e -> e.accessDeniedHandler(this::toOwnStart))
        .headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(OWN_PAGES)))
        .logout(l -> l.logoutUrl("/logout").logoutSuccessUrl("/login?abgemeldet"))
        .build();
  }

  /** Camunda's own filter, told by {@link LoggedInUser} who is there. */
  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> sameLoginForCamunda() {
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter =
        new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    filter.setName("sameLoginForCamunda");
    filter.addInitParameter("authentication-provider", LoggedInUser.class.getName());
    filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
    return filter;
  }

  private HttpSecurity pages(HttpSecurity http) throws Exception {
    HttpSessionRequestCache asked = new HttpSessionRequestCache();
    asked.setRequestMatcher(PAGE);
    return http.headers(h -> h.referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN)))
        .addFilterBefore(watch, AnonymousAuthenticationFilter.class)
        .formLogin(
            f ->
                f.loginPage("/login")
                    .failureHandler(
                        (request, response, e) -> response.sendRedirect(afterFailure(request, e)))
                    .successHandler(afterLogin(asked)))
        .requestCache(c -> c.requestCache(asked))
        .exceptionHandling(
            e ->
                e.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"), PAGE)
                    .defaultAuthenticationEntryPointFor(
                        refusal(HttpStatus.UNAUTHORIZED), request -> true)
                    .accessDeniedHandler(forbidden()));
  }

  private static void forPrograms(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(c -> c.policyDirectives(NO_PAGES))
        .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER));
  }

  private HttpSecurity api(HttpSecurity http) throws Exception {
    return http.headers(SecurityConfiguration::forPrograms)
        .authorizeHttpRequests(
            r ->
                r.requestMatchers(path("/api/worker/**"))
                    .access(
                        (who, at) ->
                            new AuthorizationDecision(WorkerAccounts.of(who.get()).isPresent()))
                    .requestMatchers(
                        path(HttpMethod.GET, "/api/tasks/{task}/briefing"),
                        path(HttpMethod.GET, "/api/tasks/{task}/holder"),
                        path(HttpMethod.POST, TAKE_OVER))
                    .access((who, at) -> person(who.get()))
                    .requestMatchers(
                        path(SecurityTrailController.API), path(HttpMethod.GET, "/api/trail.csv"))
                    .hasAuthority(EngineLogin.authority(Groups.IT_MANAGEMENT))
                    .requestMatchers(path(HttpMethod.GET, "/api/**"))
                    .access(SecurityConfiguration::staff)
                    .requestMatchers(
                        path(HttpMethod.DELETE, "/api/migrations/{id}/trail/{line}/words"))
                    .hasAuthority(EngineLogin.authority(Groups.IT_MANAGEMENT))
                    .requestMatchers(
                        path(HttpMethod.POST, "/api/migrations"),
                        path(HttpMethod.POST, "/api/migrations/{id}/checks"),
                        path(HttpMethod.POST, "/api/migrations/{id}/abort"))
                    .hasAnyAuthority(
                        EngineLogin.authority(Groups.TECHNIK),
                        EngineLogin.authority(Groups.BETREIBER))
                    .anyRequest()
                    .hasAuthority(EngineLogin.authority(Groups.TECHNIK)))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(refusal(HttpStatus.UNAUTHORIZED))
                    .accessDeniedHandler(forbidden()))
        .addFilterBefore(watch, AnonymousAuthenticationFilter.class)
        .addFilterBefore(new StructuredBodiesOnly(problems), CsrfFilter.class);
  }

  private SavedRequestAwareAuthenticationSuccessHandler afterLogin(HttpSessionRequestCache asked) {
    SavedRequestAwareAuthenticationSuccessHandler handler =
        new SavedRequestAwareAuthenticationSuccessHandler() {
          @Override
          public void onAuthenticationSuccess(
              HttpServletRequest request, HttpServletResponse response, Authentication login)
              throws ServletException, IOException {
            User user = identity.createUserQuery().userId(login.getName()).singleResult();
            LoginState.begin(request, user == null ? "" : OwnPasswords.mark(user), Instant.now());
            trail.note(
                SecurityTrail.Kind.LOGIN,
                login.getName(),
                request.getRemoteAddr(),
                "Gruppen: " + AccountMonitor.memberships(login));
            super.onAuthenticationSuccess(request, response, login);
          }

          @Override
          protected String determineTargetUrl(
              HttpServletRequest request, HttpServletResponse response, Authentication login) {
            return Logins.home(login);
          }
        };
    handler.setRequestCache(asked);
    return handler;
  }

  /** What a page sends; anything else of any length is refused. */
  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  /**
   * Mails link everybody to a move's page; a school has one of its own. An answer that comes after
   * its session leads back to its form by the log-in: the page has kept what was typed.
   */
  private void toOwnStart(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException, ServletException {
    if (asksForPage(request) && FOR_STAFF.matches(request)) {
      response.sendRedirect(Logins.SCHOOL);
    } else if (e instanceof CsrfException
        && SCHOOLS_ANSWER.matches(request)
        && isForm(request)
        && !carriesBasic(request)
        && SecurityContextHolder.getContext().getAuthentication() == null) {
      response.sendRedirect(request.getRequestURI());
    } else {
      forbidden().handle(request, response, e);
    }
  }

  private static String afterFailure(HttpServletRequest request, AuthenticationException e) {
    return request.getContextPath()
        + (e instanceof TooManyAttempts many ? "/login?warten=" + many.seconds() : "/login?fehler");
  }

  private AuthenticationEntryPoint refusal(HttpStatus status) {
    return (request, response, e) -> {
      if (e instanceof TooManyAttempts many) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "" + many.seconds());
        problems.write(
            response,
            HttpStatus.TOO_MANY_REQUESTS,
            "Zu viele falsche Kennwörter. Bitte in %d Sekunden noch einmal versuchen."
                .formatted(many.seconds()));
      } else {
        problems.write(response, status, "Bitte melden Sie sich an.");
      }
    };
  }

  private AccessDeniedHandler forbidden() {
    return (request, response, e) -> {
      if (asksForPage(request)) {
        response.sendError(HttpStatus.FORBIDDEN.value());
      } else {
        problems.write(
            response, HttpStatus.FORBIDDEN, "Dafür hat Ihr Benutzer keine Berechtigung.");
      }
    };
  }

  /** Any person; the workers' account is no person. */
  private static AuthorizationDecision person(Authentication who) {
    return new AuthorizationDecision(who != null && Logins.isPerson(who));
  }

  private static AuthorizationDecision staff(
      Supplier<Authentication> who, RequestAuthorizationContext at) {
    Authentication login = who.get();
    return new AuthorizationDecision(login != null && Logins.isStaff(login));
  }

  private static AuthorizationDecision worker(
      Supplier<Authentication> who, RequestAuthorizationContext at) {
    Authentication login = who.get();
    return new AuthorizationDecision(
        login != null
            && (WorkerAccounts.of(login).isPresent()
                || login.getAuthorities().stream()
                    .anyMatch(
                        group ->
                            group.getAuthority().equals(EngineLogin.authority(Groups.WORKER)))));
  }

  private static boolean asksForPage(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return "GET".equals(request.getMethod())
        && accepted != null
        && accepted.contains("text/html")
        && !request.getRequestURI().startsWith(request.getContextPath() + "/camunda/api/")
        && !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
  }

  /** What the engine tells is nobody's to keep: a browser forgets it with the page. */
  private static boolean toEngine(HttpServletRequest request) {
    return path("/camunda/api/**").matches(request);
  }

  private static boolean carriesBasic(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
  }

  private static RequestMatcher path(String pattern) {
    return PATHS.matcher(pattern);
  }

  private static RequestMatcher path(HttpMethod method, String pattern) {
    return PATHS.matcher(method, pattern);
  }
}
