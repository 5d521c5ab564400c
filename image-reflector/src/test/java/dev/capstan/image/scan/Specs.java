package dev.capstan.image.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.capstan.api.image.ImageRepositorySpec;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Specs as people write them. */
public final class Specs {
    private Specs() {}

    /** The spec of an ImageRepository with these lines. */
    public static ImageRepositorySpec of(String yaml) {
        return of(yaml, ImageRepositorySpec.class);
    }

    /** A spec with these lines. */
    public static <T> T of(String yaml, Class<T> type) {
        try {
            return Serialization.yamlMapper().readValue(yaml, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }
}
