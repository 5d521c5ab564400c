package dev.capstan.argo.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import java.util.Optional;
import java.util.regex.Pattern;

/** The wave of an object: {@code argocd.argoproj.io/sync-wave}, else {@code helm.sh/hook-weight}, else 0. */
public final class SyncWave {

    public static final String ANNOTATION = "argocd.argoproj.io/sync-wave";
    private static final String HELM_WEIGHT = "helm.sh/hook-weight";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}");

    private SyncWave() {}

    /** The wave of an object; an annotation that is no whole number counts as absent. */
    public static long of(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        return metadata.annotation(ANNOTATION)
                .flatMap(SyncWave::parse)
                .or(() -> metadata.annotation(HELM_WEIGHT).flatMap(SyncWave::parse))
                .orElse(0L);
    }

    private static Optional<Long> parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }
}
