package dev.capstan.helmrelease.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.expression.ObjectFields;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;

/** Takes from objects of the watch what runs must know. */
final class HelmReleaseView {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private HelmReleaseView() {}

    /** A snapshot; the object must be {@linkplain HelmRelease#undecodable() decodable}. */
    static KnownHelmRelease of(HelmRelease object, boolean isRequested) {
        HelmReleaseStatus status = object.getStatus();
        return of(object, isRequested, status == null ? HelmReleaseStatus.INITIAL : status);
    }

    /** The same with another status than the one that is stored. */
    static KnownHelmRelease of(HelmRelease object, boolean isRequested, HelmReleaseStatus status) {
        return new KnownHelmRelease(
                object.key(),
                object.getMetadata().getUid(),
                object.annotations(),
                object.getMetadata().getGeneration(),
                object.getSpec(),
                status,
                isRequested,
                () -> ObjectFields.of(JSON.<JsonNode>valueToTree(object)));
    }
}
