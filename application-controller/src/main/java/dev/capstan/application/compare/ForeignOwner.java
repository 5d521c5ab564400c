package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.ForeignClaim;
import dev.capstan.apply.Owner;
import dev.capstan.argo.object.Metadata;
import java.util.List;
import java.util.Optional;

/**
 * A Kustomization or HelmRelease that a live object says it belongs to. An object is not fought over: who came first keeps it, and the
 * second says who that is.
 *
 * @param owner as the two labels of the object name it
 */
public record ForeignOwner(Owner owner) {
    /** On a live object: an Application may take it over. */
    public static final String TAKEOVER = ForeignClaim.TAKEOVER;

    /**
     * The owner of a live object; empty when it has none of these, when it may be taken over, or when it was made by another object, from
     * which labels may have been copied.
     */
    public static Optional<ForeignOwner> of(JsonNode live) {
        JsonNode metadata = live.path("metadata");
        boolean isFree = Metadata.of(live).annotation(TAKEOVER).orElse("").equals(ForeignClaim.ALLOWED);
        if (isFree || isMadeByAnother(metadata.path("ownerReferences"))) {
            return Optional.empty();
        }
        return Owner.PREFIXES.stream()
                .flatMap(prefix -> Owner.of(metadata.path("labels"), prefix).stream())
                .findFirst()
                .map(ForeignOwner::new);
    }

    private static boolean isMadeByAnother(JsonNode ownerReferences) {
        for (JsonNode reference : ownerReferences) {
            if (reference.path("controller").asBoolean(false)) {
                return true;
            }
        }
        return false;
    }

    /** Keys of the labels by which owners are told. */
    static List<String> labels() {
        return Owner.PREFIXES.stream()
                .flatMap(prefix -> List.of(prefix + "/name", prefix + "/namespace").stream())
                .toList();
    }

    /** The warning about an object that both apply. */
    String warning(Metadata live) {
        return live.kind() + "/" + live.name() + " is applied by " + this + " and by this application";
    }

    /** Why an operation does not touch it. */
    String refusal(Metadata live) {
        return live.kind() + "/" + live.name() + " is managed by the " + this
                + "; remove it there first, or annotate it with " + TAKEOVER + "=" + ForeignClaim.ALLOWED;
    }

    @Override
    public String toString() {
        return owner.kind() + " " + owner;
    }
}
