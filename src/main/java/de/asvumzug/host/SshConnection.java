package de.asvumzug.host;

import static org.apache.sshd.core.CoreModuleProperties.HEARTBEAT_INTERVAL;
import static org.apache.sshd.core.CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX;
import static org.apache.sshd.core.CoreModuleProperties.NIO_WORKERS;
import static org.apache.sshd.core.CoreModuleProperties.TCP_NODELAY;
import static org.apache.sshd.core.CoreModuleProperties.WINDOW_SIZE;

import de.asvumzug.common.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine over SSH: a few sessions that share the work, opened when they are needed and again,
 * with growing waits, when they were cut. The machine's key is checked before anything is sent.
 */
final class SshConnection implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(SshConnection.class);

  /** OpenSSH allows ten channels a session (MaxSessions) unless told otherwise. */
  private static final int CHANNELS_PER_SESSION = 8;

  /** Without it reading is held up by the round trip; measured at two to three times as fast. */
  private static final long WINDOW_BYTES = 16L << 20;

  /** A channel that has just been closed may still count there. */
  private static final int TRIES_ALONE = 3;

  private static final int HEARTBEATS_WITHOUT_REPLY = 2;
  private static final Duration LOG_IN = Duration.ofSeconds(20);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

  /** For a look that must not take long: one try, each of its steps. */
  private static final Haste GLANCE = new Haste(Duration.ZERO, Duration.ofSeconds(3));

  private static final RetryPolicy POLICY =
      RetryPolicy.endless(Duration.ofMillis(500), Duration.ofSeconds(15));
  private static final int MAX_ERRORS = 16 * 1024;

  private static final AttributeRepository.AttributeKey<AtomicReference<OperationFailed>> REFUSAL =
      new AttributeRepository.AttributeKey<>();

  private final SshAccess access;
  private final KnownHosts knownHosts;
  private final Places places = new Places();
  private final Slot[] slots;
  private final List<Stop> stops;
  private final Haste calm;
  private volatile boolean closed;

  /**
   * @param patience how long to try again to reach the machine
   * @param each how long to wait for an answer to each step of a try
   */
  private record Haste(Duration patience, Duration each) {}

  SshConnection(SshAccess access) {
    this.access = access;
    this.knownHosts = new KnownHosts(access.knownHosts());
    this.slots = Stream.generate(Slot::new).limit(access.sessions()).toArray(Slot[]::new);
    this.stops = access.ways().stream().map(Stop::new).toList();
    this.calm = new Haste(access.patience(), LOG_IN);
  }

  @Override
  public String machine() {
    return access.machine();
  }

  @Override
  public Exchange open(String line) throws IOException {
    return open(line, calm);
  }

  /**
   * The same machine, over the same sessions, for whoever only glances at it: a machine that does
   * not answer within seconds is not tried again. Closing it closes nothing.
   */
  Connection glancing() {
    return new Connection() {
      @Override
      public String machine() {
        return SshConnection.this.machine();
      }

      @Override
      public Exchange open(String line) throws IOException {
        return SshConnection.this.open(line, GLANCE);
      }

      @Override
      public void close() {}
    };
  }

  private Exchange open(String line, Haste haste) throws IOException {
    for (int tries = 1; ; tries++) {
      Slot slot = places.take(haste);
      try {
        return new Running(slot, channel(slot, line, haste));
      } catch (SshChannelOpenException e) {
        if (!places.refused(slot) && tries >= TRIES_ALONE) {
          throw noChannel(e);
        }
      } catch (IOException | RuntimeException e) {
        places.give(slot);
        throw e;
      }
    }
  }

  private OperationFailed noChannel(SshChannelOpenException cause) {
    return OperationFailed.permanent(
        machine()
            + " ("
            + access.last().name()
            + ") lässt die Anmeldung zu, aber keinen Befehl ausführen ("
            + cause.getMessage()
            + "). Bitte dort in sshd_config MaxSessions prüfen; nötig ist mindestens 1, gut sind 10.",
        cause);
  }

  /**
   * A session that is still open proves nothing about a machine that has just died. What refuses
   * the log-in, or opens its port and says no more, is alive.
   */
  @Override
  public boolean answers() {
    try {
      logIn(calm).close(true);
      return true;
    } catch (OperationFailed e) {
      return true;
    } catch (IOException e) {
      return access.ways().size() == 1 && opens(access.last());
    }
  }

  @Override
  public boolean hasRoom() {
    return places.all() >= CHANNELS_PER_SESSION;
  }

  private static boolean opens(SshAccess.Way way) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(way.address(), way.port()), (int) SIGN_OF_LIFE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Which session takes the next channel. How many of them a machine allows at a time (MaxSessions)
   * it says only by refusing one more.
   */
  private final class Places {
    private int each = CHANNELS_PER_SESSION;

    synchronized Slot take(Haste haste) throws IOException {
      long end = System.nanoTime() + haste.each().toNanos();
      Slot slot = leastUsed();
      while (slot.used >= each) {
        long left = haste == calm ? 0 : TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left < 0 || haste != calm && left == 0) {
          throw busy();
        }
        await(left);
        slot = leastUsed();
      }
      slot.used++;
      return slot;
    }

    private void await(long millis) throws InterruptedIOException {
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("unterbrochen beim Warten auf " + machine());
      }
    }

    private Slot leastUsed() {
      return Stream.of(slots).min(Comparator.comparingInt(slot -> slot.used)).orElseThrow();
    }

    synchronized int all() {
      return each * slots.length;
    }

    synchronized void give(Slot slot) {
      slot.used--;
      notifyAll();
    }

    /** Whether others of ours have channels there, so that it is worth waiting for them. */
    synchronized boolean refused(Slot slot) {
      give(slot);
      if (slot.used > 0 && slot.used < each) {
        each = slot.used;
        LOG.info("{} takes {} channels a session at a time", machine(), each);
      }
      return slot.used > 0;
    }

    /** Its settings may be others now. */
    synchronized void learnAnew() {
      each = CHANNELS_PER_SESSION;
      notifyAll();
    }
  }

  private IOException busy() {
    return new IOException("Alle Verbindungen zu " + machine() + " sind gerade beschäftigt");
  }

  /**
   * A session may turn out dead only when it is used. What fails before the machine has answered
   * the request counts as cut: whether the command began is then not known.
   */
  private ChannelExec channel(Slot slot, String line, Haste haste) throws IOException {
    ClientSession session = slot.session(haste);
    ChannelExec channel = null;
    try {
      channel = session.createExecChannel(line);
      channel.setErr(new Head());
      channel.open().verify(haste.each());
      return channel;
    } catch (IOException | IllegalStateException e) { // the latter: it is just closing
      if (channel != null) {
        channel.close(true);
      }
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SshChannelOpenException refused) {
          throw refused; // the session is well
        }
      }
      session.close(true);
      throw new ConnectionCut(machine(), e);
    }
  }

  /** One session, opened when it is needed. */
  private final class Slot {
    /** Guarded by {@link Places}. */
    private int used;

    private final ReentrantLock lock = new ReentrantLock();
    private ClientSession session;

    ClientSession session(Haste haste) throws IOException {
      lock(haste);
      try {
        if (session == null || !session.isOpen() || session.isClosing()) {
          session = connect(haste);
          places.learnAnew();
        }
        return session;
      } finally {
        lock.unlock();
      }
    }

    /** Somebody with more patience may be trying to connect at this moment. */
    private void lock(Haste haste) throws IOException {
      if (haste == calm) {
        lock.lock();
        return;
      }
      try {
        if (!lock.tryLock(haste.each().toMillis(), TimeUnit.MILLISECONDS)) {
          throw busy();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("unterbrochen beim Warten auf " + machine());
      }
    }

    void close() {
      lock.lock();
      try {
        if (session != null) {
          session.close(true);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private ClientSession connect(Haste haste) throws IOException {
    long deadline = System.nanoTime() + haste.patience().toNanos();
    for (int failures = 1; ; failures++) {
      Duration wait = POLICY.waitAfter(failures);
      try {
        return logIn(haste);
      } catch (IOException e) {
        if (closed || System.nanoTime() + wait.toNanos() > deadline) {
          throw new IOException(
              machine()
                  + " ("
                  + access.last().name()
                  + ") ist über SSH nicht zu erreichen: "
                  + e.getMessage(),
              e);
        }
        LOG.info("{} does not answer ({}); trying again", machine(), e.getMessage());
        pause(wait);
      }
    }
  }

  private void pause(Duration wait) throws InterruptedIOException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unterbrochen beim Verbinden mit " + machine());
    }
  }

  /** From machine to machine, each one checked before the next is asked for. */
  private ClientSession logIn(Haste haste) throws IOException {
    List<ClientSession> way = new ArrayList<>();
    try {
      for (Stop stop : stops) {
        SshdSocketAddress address =
            way.isEmpty() ? stop.address() : forwarded(way.get(way.size() - 1), stop);
        way.add(stop.logIn(address, haste));
      }
      ClientSession last = way.get(way.size() - 1);
      // The whole way goes with its end.
      last.addCloseFutureListener(ended -> way.forEach(session -> session.close(true)));
      return last;
    } catch (IOException | RuntimeException e) {
      way.forEach(session -> session.close(true));
      throw e;
    }
  }

  private static SshdSocketAddress forwarded(ClientSession over, Stop stop) throws IOException {
    return over.startLocalPortForwarding(new SshdSocketAddress("127.0.0.1", 0), stop.address());
  }

  /** One machine on the way, with a client of its own: each has its own key to prove. */
  private final class Stop {
    private final SshAccess.Way way;
    private SshClient client;

    Stop(SshAccess.Way way) {
      this.way = way;
    }

    SshdSocketAddress address() {
      return new SshdSocketAddress(way.address(), way.port());
    }

    ClientSession logIn(SshdSocketAddress address, Haste haste) throws IOException {
      AtomicReference<OperationFailed> refusal = new AtomicReference<>();
      ClientSession session = null;
      try {
        session =
            client()
                .connect(
                    way.user(),
                    address.getHostName(),
                    address.getPort(),
                    AttributeRepository.ofKeyValuePair(REFUSAL, refusal))
                .verify(haste.each())
                .getSession();
        identify(session, way);
        session.auth().verify(haste.each());
        return session;
      } catch (IOException | RuntimeException e) {
        if (session != null) {
          session.close(true);
        }
        if (refusal.get() != null) {
          throw refusal.get();
        }
        if (e instanceof SshException refused && refusedLogIn(refused)) {
          throw notLetIn(way, refused);
        }
        if (e instanceof SshException unproven && says(unproven, "signature verification failed")) {
          throw notProven(way, unproven);
        }
        throw e;
      }
    }

    private synchronized SshClient client() throws IOException {
      if (closed) {
        throw new IOException("Die Anwendung wird beendet");
      }
      if (client == null) {
        client = newClient();
        client.setServerKeyVerifier(
            (session, remote, key) -> {
              try {
                knownHosts.mustKnow(machine(), way, key);
                return true;
              } catch (OperationFailed e) {
                session.getConnectionContext().getAttribute(REFUSAL).set(e);
                return false;
              }
            });
      }
      client.setSignatureFactories(knownTypesFirst(client.getSignatureFactories(), way));
      return client;
    }

    synchronized void close() {
      if (client != null) {
        client.stop();
      }
    }
  }

  private static boolean refusedLogIn(SshException e) {
    return says(e, "No more authentication methods");
  }

  private static boolean says(SshException e, String words) {
    return e.getMessage() != null && e.getMessage().contains(words);
  }

  private OperationFailed notProven(SshAccess.Way way, SshException cause) {
    return OperationFailed.permanent(
        machine()
            + " ("
            + way.name()
            + ") hat sich nicht ausweisen können; es wurde nichts gesendet ("
            + cause.getMessage()
            + "). Bitte den Schlüssel oder das Zertifikat der Maschine dort richtigstellen"
            + " (HostKey, HostCertificate in sshd_config).",
        cause);
  }

  private OperationFailed notLetIn(SshAccess.Way way, SshException cause) {
    return OperationFailed.permanent(
        machine()
            + " ("
            + way.name()
            + ") lässt den Benutzer "
            + way.user()
            + " nicht anmelden. Bitte prüfen, ob dort "
            + way.keyFile()
                .map(file -> "der öffentliche Teil von " + file + " eingetragen ist.")
                .orElse("das hinterlegte Passwort gilt."),
        cause);
  }

  private SshClient newClient() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setCipherFactories(ciphers());
    client.setSignatureFactories(withoutSha1(client.getSignatureFactories()));
    client.setMacFactories(withoutSha1(client.getMacFactories()));
    client.setKeyExchangeFactories(withoutSha1(client.getKeyExchangeFactories()));
    WINDOW_SIZE.set(client, WINDOW_BYTES);
    HEARTBEAT_INTERVAL.set(client, access.heartbeat());
    HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_WITHOUT_REPLY);
    NIO_WORKERS.set(client, 2);
    // A short command is several small packets to and fro; each waited 40 ms for the one before.
    TCP_NODELAY.set(client, true);
    // Neither the user's own keys nor settings: what counts is written in the product's settings.
    client.setAgentFactory(null);
    client.setKeyIdentityProvider(session -> List.of());
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.start();
    return client;
  }

  /** SHA-1 proves nothing any more; {@code ssh-rsa} and {@code ssh-dss} sign with it. */
  private static <T extends NamedResource> List<T> withoutSha1(List<T> offered) {
    return offered.stream()
        .filter(one -> !one.getName().contains("sha1"))
        .filter(one -> !Set.of("ssh-rsa", "ssh-dss").contains(one.getName()))
        .toList();
  }

  /** AES-GCM first: three times as fast as what would be agreed on otherwise. */
  private static List<NamedFactory<Cipher>> ciphers() {
    return Stream.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.aes128ctr)
        .filter(BuiltinCiphers::isSupported)
        .map(cipher -> (NamedFactory<Cipher>) cipher)
        .toList();
  }

  /** A machine has keys of several types; it shall show one that we can compare. */
  private List<NamedFactory<Signature>> knownTypesFirst(
      List<NamedFactory<Signature>> all, SshAccess.Way way) {
    Set<String> known =
        knownHosts.keys(way).stream().map(KeyUtils::getKeyType).collect(Collectors.toSet());
    return all.stream()
        .sorted(
            Comparator.comparing(
                factory -> !known.contains(KeyUtils.getCanonicalKeyType(factory.getName()))))
        .toList();
  }

  private void identify(ClientSession session, SshAccess.Way way) throws IOException {
    way.password().ifPresent(session::addPasswordIdentity);
    if (way.keyFile().isPresent()) {
      Path file = way.keyFile().get();
      if (!Files.isReadable(file)) {
        throw OperationFailed.permanent(
            "Der Schlüssel "
                + file
                + " für die Anmeldung an "
                + machine()
                + " fehlt oder ist nicht lesbar. Bitte die Datei hinterlegen, lesbar nur für den Benutzer dieser"
                + " Anwendung.");
      }
      try (InputStream in = Files.newInputStream(file)) {
        SecurityUtils.loadKeyPairIdentities(
                session, new PathResource(file), in, FilePasswordProvider.EMPTY)
            .forEach(session::addPublicKeyIdentity);
      } catch (GeneralSecurityException e) {
        throw OperationFailed.permanent(
            "Der Schlüssel "
                + file
                + " ist nicht lesbar (erwartet: OpenSSH oder PEM, ohne Passwort)",
            e);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Slot slot : slots) {
      slot.close();
    }
    stops.forEach(Stop::close);
  }

  /** Keys that the machine proved or may prove itself with, for others that log in there. */
  List<String> hostKeys() {
    List<String> lines = new ArrayList<>();
    for (PublicKey key : knownHosts.keys(access.last())) {
      lines.add(PublicKeyEntry.toString(key));
    }
    return lines;
  }

  /** The first bytes of what is written; the rest is forgotten. */
  private static final class Head extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int next) {
      if (bytes.size() < MAX_ERRORS) {
        bytes.write(next);
      }
    }

    @Override
    public synchronized String toString() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private final class Running implements Exchange {
    private final Slot slot;
    private final ChannelExec channel;
    private final Head errors;
    private boolean over;

    Running(Slot slot, ChannelExec channel) {
      this.slot = slot;
      this.channel = channel;
      this.errors = (Head) channel.getErr();
    }

    @Override
    public OutputStream input() {
      return channel.getInvertedIn();
    }

    @Override
    public InputStream output() {
      return channel.getInvertedOut();
    }

    @Override
    public int exitCode() throws IOException {
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
      Integer code = channel.getExitStatus();
      if (code != null) {
        return code;
      }
      if (channel.getExitSignal() != null) {
        return 128 + 15;
      }
      throw new ConnectionCut(machine(), null);
    }

    @Override
    public String errors() {
      return errors.toString();
    }

    @Override
    public synchronized void close() {
      if (!over) {
        over = true;
        // Not at once: the machine must hear of it, or what runs there waits for more input.
        // Its place is free when the machine has closed it, too.
        channel.close(false).addListener(closed -> places.give(slot));
      }
    }
  }
}
