package dev.capstan.source.kube;

import dev.capstan.access.SecretReader;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.source.artifact.ArtifactStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What every kind of source is given.
 *
 * @param client talks to the API server
 * @param secrets reads Secrets
 * @param store keeps the artifacts
 * @param folder where the kind may keep files of its own; nothing is lost but time when they are
 * @param clock the wall clock
 * @param addresses which addresses remotes may have
 * @param http speaks HTTP under that rule; closed by the controller
 * @param cloud who this process is for the clouds; closed by the controller
 */
public record SourceServices(
        KubernetesClient client,
        SecretReader secrets,
        ArtifactStore store,
        Path folder,
        Clock clock,
        AddressRule addresses,
        OutboundHttp http,
        CloudIdentities cloud) {}
