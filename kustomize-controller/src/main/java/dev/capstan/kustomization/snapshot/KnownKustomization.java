package dev.capstan.kustomization.snapshot;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A Kustomization as it was last seen.
 *
 * @param key namespace and name
 * @param uid its uid
 * @param generation the generation of its spec
 * @param spec what it declares
 * @param status what its controller reports
 * @param isRequested whether somebody asked for this run by the request annotation
 * @param fields the whole object in its JSON form, for expressions; only asked for when one is evaluated
 */
public record KnownKustomization(
        ObjectKey key,
        String uid,
        long generation,
        KustomizationSpec spec,
        KustomizationStatus status,
        boolean isRequested,
        Supplier<Map<String, Object>> fields) {}
