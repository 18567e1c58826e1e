package de.asvumzug.web.trail;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.trail.chain.TrailRow;
import java.io.IOException;
import java.io.OutputStream;

/** Lines as one JSON document, written line by line; without its end it is no JSON. */
final class TrailJson implements AutoCloseable {
  private final JsonGenerator json;

  TrailJson(TrailExtract extract, OutputStream out) throws IOException {
    json = new ObjectMapper().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeStringField("format", TrailExtract.FORMAT);
    json.writeBooleanField("proof", false);
    json.writeStringField("note", extract.note());
    json.writeStringField("migrationId", extract.migrationId());
    json.writeStringField("exportedAt", extract.at().toString());
    json.writeStringField("filter", extract.filter());
    json.writeArrayFieldStart("rows");
  }

  void line(String migrationId, TrailRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("migrationId", migrationId);
    json.writeNumberField("number", row.number());
    json.writeStringField("at", row.at().toString());
    json.writeStringField("kind", row.kind().name());
    json.writeStringField("actor", row.actor());
    json.writeStringField("element", row.element());
    json.writeStringField("school", row.school());
    json.writeStringField("machine", row.machine());
    json.writeStringField("text", row.text());
    json.writePOJOField("details", row.details());
    json.writeStringField("hash", row.hash());
    json.writeEndObject();
  }

  void end(long lines) throws IOException {
    json.writeEndArray();
    json.writeNumberField("count", lines);
    json.writeEndObject();
  }

  /** A document that was not ended stays without its end: whoever reads it has to notice. */
  @Override
  public void close() throws IOException {
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.close();
  }
}
