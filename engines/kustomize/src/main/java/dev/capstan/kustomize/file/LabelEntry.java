package dev.capstan.kustomize.file;

import dev.capstan.kustomize.config.FieldSpecs;
import java.util.Map;

/**
 * One entry of {@code labels}.
 *
 * @param pairs the labels
 * @param includeSelectors whether selectors and templates get them too
 * @param includeTemplates whether templates get them too
 * @param includeVolumeClaimTemplates whether volume claim templates get them too
 * @param fields further fields that get them
 * @param place where it is
 */
public record LabelEntry(
        Map<String, String> pairs,
        boolean includeSelectors,
        boolean includeTemplates,
        boolean includeVolumeClaimTemplates,
        FieldSpecs fields,
        Place place) {}
