package dev.capstan.kustomization.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.expression.ObjectFields;
import dev.capstan.kustomization.snapshot.KnownKustomization;

/** Takes from objects of the watch what runs must know. */
final class Snapshots {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Snapshots() {}

    /** A snapshot; the object must be {@linkplain Kustomization#undecodable() decodable}. */
    static KnownKustomization of(Kustomization object, boolean isRequested) {
        KustomizationStatus status = object.getStatus();
        return new KnownKustomization(
                object.key(),
                object.getMetadata().getUid(),
                object.annotations(),
                object.getMetadata().getGeneration(),
                object.getSpec(),
                status == null ? KustomizationStatus.INITIAL : status,
                isRequested,
                () -> ObjectFields.of(JSON.<JsonNode>valueToTree(object)));
    }
}
