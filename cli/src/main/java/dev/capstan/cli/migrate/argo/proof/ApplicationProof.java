package dev.capstan.cli.migrate.argo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What would become of one Application.
 *
 * @param report as our controller has written it
 */
public record ApplicationProof(JsonNode report) {

    /** Namespace and name. */
    public String name() {
        return report.path("application").asText("");
    }

    /** How many objects were compared. */
    public int objects() {
        return report.path("objects").asInt();
    }

    /** Why it cannot be compared, or why its sync would fail. */
    public List<String> problems() {
        return texts(report.path("problems"));
    }

    /** What must come to its end first; empty for nothing. */
    public String waitsFor() {
        return report.path("waitsFor").asText("");
    }

    /** What else is to be known. */
    public List<String> notes() {
        return texts(report.path("notes"));
    }

    /** Objects that would be written, a sentence each. */
    public List<String> writes() {
        return StreamSupport.stream(report.path("writes").spliterator(), false)
                .map(write -> "%s would be %s%s"
                        .formatted(
                                write.path("object").asText(""),
                                deed(write.path("deed").asText("")),
                                fields(write)))
                .toList();
    }

    /** What its status would say otherwise, a line each. */
    public List<String> differences() {
        List<String> own = List.of(change("sync"), change("health"));
        List<String> ofObjects = StreamSupport.stream(report.path("differences").spliterator(), false)
                .map(it -> "%s: %s → %s%s"
                        .formatted(
                                it.path("object").asText(""),
                                word(it.path("stored").asText("")),
                                word(it.path("found").asText("")),
                                fields(it)))
                .toList();
        return Stream.concat(own.stream(), ofObjects.stream())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String change(String field) {
        String stored = report.path("stored").path(field).asText("");
        String found = report.path("found").path(field).asText("");
        return stored.equals(found) ? "" : "%s: %s → %s".formatted(field, word(stored), word(found));
    }

    /** Whether it was compared, and Capstan would do and say the same as Argo CD. */
    public boolean isClean() {
        return problems().isEmpty()
                && waitsFor().isEmpty()
                && writes().isEmpty()
                && differences().isEmpty();
    }

    /** Whether our controller would take care of it at all. */
    public boolean isSeen() {
        return !report.path("found").path("sync").asText("").isEmpty();
    }

    /** For programs. */
    ObjectNode json() {
        ObjectNode json = report.deepCopy();
        json.put("clean", isClean());
        return json;
    }

    private static String deed(String word) {
        return switch (word) {
            case "create" -> "created";
            case "change" -> "changed";
            case "replace" -> "replaced, as at every sync of it";
            case "delete" -> "deleted";
            case "run" -> "run, as the hook that it is";
            default -> word;
        };
    }

    private static String fields(JsonNode of) {
        List<String> fields = texts(of.path("fields"));
        return fields.isEmpty() ? "" : " (" + String.join(", ", fields) + ")";
    }

    private static String word(String status) {
        return status.isEmpty() ? "nothing" : status;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(it -> it.asText(""))
                .toList();
    }
}
