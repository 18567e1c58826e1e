package de.asvumzug.security.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A request whose body ends at the limit, whoever reads it: the refusal is sent in that moment, and
 * the reader gets an exception.
 */
final class LimitedRequest extends HttpServletRequestWrapper {
  private final int limit;
  private final Refusal refusal;
  private ServletInputStream stream;
  private boolean refused;

  /** Sends the answer. */
  interface Refusal {
    void send() throws IOException;
  }

  LimitedRequest(HttpServletRequest request, int limit, Refusal refusal) {
    super(request);
    this.limit = limit;
    this.refusal = refusal;
  }

  boolean refused() {
    return refused;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (stream == null) {
      stream = new Counted(super.getInputStream());
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  private final class Counted extends ServletInputStream {
    private final ServletInputStream body;
    private long seen;

    Counted(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int one = body.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = body.read(into, from, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      seen += read;
      if (seen > limit) {
        refused = true;
        refusal.send();
        throw new IOException("request body larger than " + limit + " bytes");
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("bodies are read by blocking");
    }
  }
}
