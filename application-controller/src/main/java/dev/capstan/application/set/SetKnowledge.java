package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.ClusterFacts;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.SetInputs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pass over a set found out, kept in memory for the next one: an Application that changes its health is no reason to ask a forge, or to
 * fill in a template with the time of day, again.
 *
 * @param identity what of the set it was found out for; a missing node when nothing was
 * @param inputs answers, and the clusters that there were
 * @param freshUntil when the world must be asked again; empty for never
 * @param generated what came of it; empty when something failed
 */
public record SetKnowledge(
        JsonNode identity, SetInputs inputs, Optional<Instant> freshUntil, Optional<List<ObjectNode>> generated) {
    /** Nothing. */
    public static final SetKnowledge NONE =
            new SetKnowledge(MissingNode.getInstance(), SetInputs.none(), Optional.empty(), Optional.empty());

    /** The same, for a set that must ask the world anew; what it has asked is still known. */
    public SetKnowledge expired() {
        return new SetKnowledge(identity, inputs, Optional.of(Instant.EPOCH), generated);
    }

    /** What of a set decides what must be known for it. */
    static JsonNode identityOf(JsonNode set) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.put("uid", Fields.text(set.path("metadata"), "uid"));
        identity.set("spec", set.path("spec"));
        return identity;
    }

    /** Whether it may be used for a set; {@link #identityOf} has what it was found out for. */
    boolean holdsFor(JsonNode asked, Instant now) {
        return identity.equals(asked)
                && freshUntil.filter(until -> !until.isAfter(now)).isEmpty();
    }

    /** What was generated, if it would be the same again. */
    Optional<List<ObjectNode>> generatedFor(List<ClusterFacts> clusters) {
        return inputs.clusters().equals(clusters) ? generated : Optional.empty();
    }

    /** How long from now on it may be used; empty for as long as nothing changes. */
    public Optional<Duration> freshFor(Instant now) {
        return freshUntil
                .map(until -> Duration.between(now, until))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }
}
