package dev.capstan.image.kube;

import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.image.registry.RegistryDoor;
import dev.capstan.image.tags.TagStore;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What every image kind is given.
 *
 * @param reconcilers what every reconciler of the process shares
 * @param secrets reads Secrets, one by one and when they are needed
 * @param registries speaks to registries
 * @param door the way to the repository of an image, as an ImageRepository says who goes there
 * @param http speaks HTTP to the addresses that are allowed, within the budgets of the hosts
 * @param addresses which addresses servers may have
 * @param cloud who this process is for the clouds
 * @param tags the tags that scans found
 * @param objects the objects of the image kinds
 * @param changes tells which ImageRepositories have something new
 * @param metrics where a kind may count and measure
 * @param folder where a kind may keep files of its own, in a folder of its own; nothing is lost but time when they are
 * @param mayCrossNamespaces whether objects may name others in other namespaces
 * @param scope closes what is kept in it when the controller ends
 */
public record ImageServices(
        ReconcilerServices reconcilers,
        SecretLookup secrets,
        RegistryClient registries,
        RegistryDoor door,
        OutboundHttp http,
        AddressRule addresses,
        CloudIdentities cloud,
        TagStore tags,
        ImageObjects objects,
        ImageChanges changes,
        MeterRegistry metrics,
        Path folder,
        boolean mayCrossNamespaces,
        ControllerScope scope) {

    /** Talks to the API server. */
    public KubernetesClient client() {
        return reconcilers.client();
    }

    /** The wall clock. */
    public Clock clock() {
        return reconcilers.clock();
    }
}
