package dev.capstan.argo.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.capstan.argo.object.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes Secrets fit to be shown: every value is replaced by plus signs, equal values by as many of them and different ones
 * by more, so that people see what differs and not what it is. Pure; the given trees stay as they are.
 */
public final class SecretMask {

    private static final String MASK = "++++++++";

    private SecretMask() {}

    /** What may be shown. */
    public record Masked(Optional<ObjectNode> target, Optional<ObjectNode> live) {}

    /** Masks the two sides of an object; objects of other kinds come back unchanged. */
    public static Masked mask(Optional<ObjectNode> target, Optional<ObjectNode> live) {
        return mask(target, live, Set.of());
    }

    /**
     * Masks the two sides of an object, and annotations of it.
     *
     * @param annotations keys of annotations whose values are masked too, {@code resource.sensitive.mask.annotations}
     */
    public static Masked mask(Optional<ObjectNode> target, Optional<ObjectNode> live, Set<String> annotations) {
        boolean isSecret = target.or(() -> live)
                .map(object -> Metadata.of(object).isKind("", "Secret"))
                .orElse(false);
        if (!isSecret) {
            return new Masked(target, live);
        }
        List<ObjectNode> all = new ArrayList<>();
        Optional<ObjectNode> shownTarget = target.map(ObjectNode::deepCopy);
        Optional<ObjectNode> shownLive = live.map(ObjectNode::deepCopy);
        shownTarget.ifPresent(all::add);
        shownLive.ifPresent(all::add);
        Optional<ObjectNode> appliedTarget = target.flatMap(LastApplied::of);
        Optional<ObjectNode> appliedLive = live.flatMap(LastApplied::of);
        appliedTarget.ifPresent(all::add);
        appliedLive.ifPresent(all::add);
        all.forEach(SecretMask::tidy);
        maskMaps(all.stream().map(object -> object.path("data")).toList(), keys(all));
        maskMaps(
                all.stream()
                        .map(object -> object.path("metadata").path("annotations"))
                        .toList(),
                annotations);
        shownTarget.ifPresent(object -> setLastApplied(object, appliedTarget, annotations));
        shownLive.ifPresent(object -> setLastApplied(object, appliedLive, annotations));
        return new Masked(shownTarget, shownLive);
    }

    /** Leaves {@code data} as a map or, of a Secret that no API server takes, hides it as a whole. */
    private static void tidy(ObjectNode secret) {
        Normalisation.secret(secret);
        for (String field : List.of("data", "stringData")) {
            if (secret.hasNonNull(field) && !secret.path(field).isObject()) {
                secret.put(field, MASK);
            }
        }
    }

    private static Set<String> keys(List<ObjectNode> objects) {
        Set<String> keys = new LinkedHashSet<>();
        objects.forEach(object -> object.path("data").fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    private static void maskMaps(List<JsonNode> maps, Set<String> keys) {
        for (String key : keys) {
            Map<String, String> masks = new HashMap<>();
            for (JsonNode map : maps) {
                if (map instanceof ObjectNode object && object.has(key)) {
                    String value = object.path(key).toString();
                    String mask = masks.computeIfAbsent(value, other -> MASK + "++++".repeat(masks.size()));
                    object.set(key, TextNode.valueOf(mask));
                }
            }
        }
    }

    private static void setLastApplied(ObjectNode object, Optional<ObjectNode> applied, Set<String> annotations) {
        if (object.path("metadata").path("annotations") instanceof ObjectNode map && map.has(LastApplied.ANNOTATION)) {
            boolean isShown = applied.isPresent() && !annotations.contains(LastApplied.ANNOTATION);
            map.put(LastApplied.ANNOTATION, isShown ? applied.get().toString() : MASK);
        }
    }
}
