package de.asvumzug.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;

/**
 * Reads a retention time: an ISO period such as {@code P30D} or a duration such as {@code PT5S}.
 */
public final class RetentionText extends StdDeserializer<TemporalAmount> {
  private static final long serialVersionUID = 1L;

  RetentionText() {
    super(TemporalAmount.class);
  }

  @Override
  public TemporalAmount deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return parse(parser.getValueAsString());
  }

  /**
   * @throws DateTimeException if the text is neither
   */
  public static TemporalAmount parse(String text) {
    return text.contains("T") ? Duration.parse(text) : Period.parse(text);
  }
}
