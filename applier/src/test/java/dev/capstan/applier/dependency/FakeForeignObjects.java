package dev.capstan.applier.dependency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.apply.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects of other kinds in memory; what was not put in is not there. */
public final class FakeForeignObjects implements ForeignObjects {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Map<String, JsonNode> objects = new HashMap<>();
    private final Map<String, Sight> answers = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    /** The object is there. */
    public void holds(JsonNode object) {
        var kind = ResourceKind.of(
                object.path("apiVersion").asText(), object.path("kind").asText());
        JsonNode metadata = object.path("metadata");
        objects.put(
                new DependencyKey(
                                kind,
                                new ObjectKey(
                                        metadata.path("namespace").asText(),
                                        metadata.path("name").asText()))
                        .toString(),
                object);
    }

    /** That is the answer about an object, named {@code Kind/namespace/name}. */
    public void answers(String object, Sight sight) {
        answers.put(object, sight);
    }

    /** Which objects were read as a whole. */
    List<String> read() {
        return List.copyOf(read);
    }

    @Override
    public Sight find(IdentityRequest dependent, DependencyKey object) {
        JsonNode content = objects.get(object.toString());
        Sight unknown = new Sight.Missing(object.toString());
        return content == null
                ? answers.getOrDefault(object.toString(), unknown)
                : new Sight.Found(object.toString(), ForeignObject.of(content, NOW));
    }

    @Override
    public Optional<JsonNode> read(IdentityRequest dependent, DependencyKey object) {
        read.add(object.toString());
        return Optional.ofNullable(objects.get(object.toString()));
    }

    @Override
    public void names(ObjectKey dependent, Set<DependencyKey> named) {
        // Nothing is watched here.
    }
}
