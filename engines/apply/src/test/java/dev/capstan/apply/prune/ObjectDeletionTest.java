package dev.capstan.apply.prune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.UnaskedCluster;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjectWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An object that changes between the look at it and its deletion. */
class ObjectDeletionTest {

    private static final Owner OURS = Owner.kustomization("flux-system", "apps");
    private static final Owner OTHER = Owner.kustomization("flux-system", "other");
    private static final ObjectRef OBJECT =
            new ObjectRef(new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true), "ns", "a");

    private static final ObjectRef SECRET =
            new ObjectRef(new ResourceType(ResourceKind.of("v1", "Secret"), "secrets", true), "ns", "a");

    private final RestlessCluster cluster = new RestlessCluster();
    private final ManagedObjectWatch watch =
            ManagedObjectWatch.start(cluster, ApplyProfile.kustomize(), drift -> {}, Clock.systemUTC());

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void deletesTheVersionThatItHasLookedAt() {
        cluster.changes = 0;

        assertThat(delete()).isInstanceOf(PruneResult.Finished.class);

        assertThat(cluster.deletions).containsExactly("u1 at 11");
    }

    @Test
    void looksAgainWhenTheObjectHasChanged() {
        cluster.changes = 2;

        assertThat(delete()).isInstanceOf(PruneResult.Finished.class);

        assertThat(cluster.deletions).containsExactly("u1 at 11", "u1 at 12", "u1 at 13");
    }

    @Test
    void letsGoWhatSomebodyElseTookOverMeanwhile() {
        cluster.changes = 1;
        cluster.ownerAfterFirstLook = OTHER;

        assertThat(delete())
                .isInstanceOfSatisfying(
                        PruneResult.Finished.class,
                        finished ->
                                assertThat(finished.change().note()).isEqualTo("it belongs to flux-system/other now"));

        assertThat(cluster.deletions).hasSize(1);
    }

    @Test
    void givesUpOnAnObjectThatNeverRests() {
        cluster.changes = 1000;

        assertThat(refusal(OBJECT))
                .isEqualTo(
                        "deletion failed (Conflict): somebody else changed the object at the same time, again and again."
                                + " Look who else writes it (metadata.managedFields). Nothing to do in Git: it is tried again.");

        assertThat(cluster.deletions).hasSize(6);
    }

    @Test
    void d062_whatAWebhookSaysAboutASecretIsNotShown() {
        cluster.refusal = Optional.of(new ApiResult.Refused<>(
                403,
                "Forbidden",
                "admission webhook \"guard.example.com\" denied the request: the password hunter2 is in use",
                List.of(),
                Optional.empty()));

        assertThat(refusal(SECRET))
                .startsWith("deletion failed (Forbidden): the API server refuses it, in words that may hold values")
                .doesNotContain("hunter2");
        assertThat(refusal(OBJECT))
                .startsWith(
                        "deletion failed (Forbidden): the admission webhook guard.example.com refuses it: the password"
                                + " hunter2 is in use. Do what the policy asks for before a deletion");
    }

    @Test
    void clusterThatDoesNotAnswerIsSaidToBeUnavailable() {
        cluster.isAway = true;

        assertThat(delete(OBJECT))
                .isEqualTo(new PruneResult.Unavailable(
                        "the API server is not available: its port refuses the connection"));
    }

    private String refusal(ObjectRef object) {
        return ((PruneResult.Refused) delete(object)).blocked().why();
    }

    private PruneResult delete() {
        return delete(OBJECT);
    }

    private PruneResult delete(ObjectRef object) {
        var patient = new PatientCluster(cluster, Clock.systemUTC(), Duration.ZERO, new Cancellation());
        return new ObjectDeletion(
                        new RecordedObject(object.id(), "v1"),
                        object,
                        PruneRequest.of(OURS, Inventory.empty()),
                        patient,
                        watch,
                        new Residents(patient, new ResourceCatalog(cluster, Clock.systemUTC()), OURS))
                .run();
    }

    /** Holds one object that changes a number of times just before it would be deleted. */
    private static final class RestlessCluster extends UnaskedCluster {
        private static final String CONFLICT =
                "Operation cannot be fulfilled on configmaps \"a\": the ResourceVersion in the precondition (11) does not match the"
                        + " ResourceVersion in record (12). The object might have been modified";

        private final List<String> deletions = new ArrayList<>();
        private int changes;
        private int version = 10;
        private Owner ownerAfterFirstLook = OURS;
        private Optional<ApiResult.Refused<ObjectNode>> refusal = Optional.empty();
        private boolean isAway;

        @Override
        public ApiResult<ObjectNode> get(ObjectRef object) {
            Owner owner = version == 10 ? OURS : ownerAfterFirstLook;
            version++;
            ObjectNode live = JsonNodeFactory.instance.objectNode();
            ObjectNode metadata = live.putObject("metadata")
                    .put("name", object.name())
                    .put("uid", "u1")
                    .put("resourceVersion", String.valueOf(version));
            metadata.putObject("labels")
                    .put(owner.nameLabel(), owner.name())
                    .put(owner.namespaceLabel(), owner.namespace());
            return new ApiResult.Ok<>(live, false);
        }

        @Override
        public ApiResult<ObjectNode> delete(ObjectRef object, DeleteOptions options) {
            deletions.add(options.uid() + " at " + options.resourceVersion());
            if (isAway) {
                return new ApiResult.Unreachable<>("its port refuses the connection");
            }
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return changes-- > 0
                    ? new ApiResult.Refused<>(409, "Conflict", CONFLICT, List.of(), Optional.empty())
                    : new ApiResult.Ok<>(JsonNodeFactory.instance.objectNode(), false);
        }
    }
}
