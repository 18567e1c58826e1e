package de.asvumzug.backup;

import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A machine whose connection is cut so many times, at random: before an act, after it (it was done,
 * and nobody was told), or in the middle of a file. Counts what crosses the connection.
 */
public final class CutHost {
  private final Host real;
  private final Fate fate;
  private final Map<String, Long> written = new ConcurrentHashMap<>();
  private final Map<String, Long> furthest = new ConcurrentHashMap<>();
  private final AtomicLong mostSentAgain = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /** Decides, for one or several machines, what is cut. */
  public static final class Fate {
    /** So many acts of a thread after a cut hold, so that a new try gets somewhere. */
    private static final int RESPITE = 6;

    private final Random random;
    private final ThreadLocal<Integer> respite = ThreadLocal.withInitial(() -> 0);
    private int left;
    private int cuts;

    public Fate(int cuts, long seed) {
      this.left = cuts;
      this.random = new Random(seed);
    }

    public int cuts() {
      return cuts;
    }

    private synchronized boolean cut(int oneOf) {
      boolean mayBe = left == Integer.MAX_VALUE || left > 0 && respite.get() == 0;
      boolean cut = mayBe && (left == Integer.MAX_VALUE || random.nextInt(oneOf) == 0);
      respite.set(cut ? RESPITE : Math.max(0, respite.get() - 1));
      left -= cut && left < Integer.MAX_VALUE ? 1 : 0;
      cuts += cut ? 1 : 0;
      return cut;
    }

    private synchronized int part(int length) {
      return random.nextInt(length + 1);
    }
  }

  public CutHost(Host real, Fate fate) {
    this.real = real;
    this.fate = fate;
  }

  /** Every act is cut. */
  public static CutHost dead(Host real) {
    return new CutHost(real, new Fate(Integer.MAX_VALUE, 0));
  }

  /** Never cut, only counted. */
  public static CutHost uncut(Host real) {
    return new CutHost(real, new Fate(0, 0));
  }

  public Host host() {
    return proxy(
        Host.class,
        (method, arguments) ->
            method.getName().equals("files") ? files() : mayBeCut(real, method, arguments));
  }

  public int cuts() {
    return fate.cuts();
  }

  /** Bytes that were written to a file, however often. */
  public long written(String path) {
    return written.getOrDefault(path, 0L);
  }

  /** Most bytes of a file that were sent again after one cut. */
  public long mostSentAgain() {
    return mostSentAgain.get();
  }

  /** Bytes of all files that were read from here. */
  public long read() {
    return read.get();
  }

  private HostFiles files() {
    HostFiles files = real.files();
    return proxy(
        HostFiles.class,
        (method, arguments) -> {
          Object answer = mayBeCut(files, method, arguments);
          return switch (method.getName()) {
            case "read" -> new In((InputStream) answer);
            case "write" ->
                new Out((OutputStream) answer, (String) arguments[0], (long) arguments[1]);
            default -> answer;
          };
        });
  }

  private Object mayBeCut(Object on, Method method, Object[] arguments) throws Throwable {
    boolean remote = Arrays.asList(method.getExceptionTypes()).contains(IOException.class);
    if (remote && fate.cut(8)) {
      throw new IOException("getrennt vor " + method.getName());
    }
    try {
      Object answer = method.invoke(on, arguments);
      if (remote && !(answer instanceof AutoCloseable) && fate.cut(8)) {
        throw new IOException("getrennt nach " + method.getName());
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private final class In extends FilterInputStream {
    In(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (fate.cut(12)) {
        throw new IOException("getrennt beim Lesen");
      }
      int got = super.read(bytes, offset, length);
      read.addAndGet(Math.max(0, got));
      return got;
    }
  }

  private final class Out extends FilterOutputStream {
    private final String path;
    private long position;

    Out(OutputStream out, String path, long offset) {
      super(out);
      this.path = path;
      this.position = offset;
      mostSentAgain.accumulateAndGet(furthest.getOrDefault(path, 0L) - offset, Math::max);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      boolean cut = fate.cut(6);
      int passed = cut ? fate.part(length) : length;
      out.write(bytes, offset, passed);
      position += passed;
      written.merge(path, (long) passed, Long::sum);
      furthest.merge(path, position, Math::max);
      if (cut) {
        throw new IOException("getrennt beim Schreiben");
      }
    }
  }

  private interface Call {
    Object answer(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            // several files at once are read and written one by one, so that each can be cut
            (proxy, method, arguments) ->
                method.getName().endsWith("Parts")
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : call.answer(method, arguments)));
  }
}
