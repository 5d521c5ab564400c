package dev.capstan.e2e;

import dev.capstan.devcluster.Component;
import dev.capstan.testkit.http.WebhookReceiver;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A process per controller, with NATS between them. */
class SeparateControllersIT extends PushToClusterContract {
    SeparateControllersIT() {
        super(Installation.Mode.SEPARATE);
    }

    /** All tests of this class together are what the roles have to be right for. */
    @AfterAll
    void rolesAllowWhatControllersDoAndNothingElse() {
        UsedRights rights = installation().rights();
        rights.nothingWasRefused();
        rights.everyRightIsUsedOrHasAReason(installation().folder().resolve("unused-rights.txt"));
    }

    @Test
    void f129_losesNothingWhenNatsIsKilledAndComesBack() {
        tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitValue("one", "1");

        cluster().devcluster().kill(Component.NATS);
        String second = tenant().push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));
        tenant().awaitApplied("app", second);
        cluster().devcluster().start(Component.NATS);
        String third = tenant().push("third", Map.of("app/one.yaml", Tenant.configMap("one", "3")));

        tenant().awaitApplied("app", third);
        tenant().awaitValue("one", "3");
    }

    @Test
    void f129_tellsPeopleLaterWhatHappenedWhileNatsWasAway() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            tenant().provider("chat", "slack", receiver.url("/slack"), "channel: ops");
            tenant().alert("chat", "info");
            tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
            tenant().source();
            tenant().kustomization("app", "./app");
            tenant().awaitValue("one", "1");

            cluster().devcluster().kill(Component.NATS);
            String second = tenant().push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));
            tenant().awaitApplied("app", second);
            cluster().devcluster().start(Component.NATS);

            receiver.await(Tenant.SOON, request -> request.text().contains(second));
        }
    }

    @Test
    void f126_waitsForASourceControllerThatIsNotThere() {
        installation().kill(App.SOURCE);
        installation().kill(App.KUSTOMIZE);
        tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant().source();
        tenant().kustomization("app", "./app");

        installation().start(App.KUSTOMIZE);
        tenant().awaitFailure("app", "ArtifactFailed");
        installation().start(App.SOURCE);

        tenant().awaitValue("one", "1");
        tenant().awaitApplied("app", Tenant.revision(tenant().repository().head()));
    }

    /**
     * Moves under the worst conditions: the API server dies once right after the push, once when the source has the
     * commit, and so on in turn. Whoever wrote or deleted last, nothing that Git has may stay missing.
     */
    @Test
    void losesNoObjectThatACommitMovesWhileTheApiServerIsKilled() {
        var objects = new MovingObjects(tenant(), 12, 4, 20261128L);
        objects.install();
        for (int round = 0; round < 4; round++) {
            String revision = objects.move();
            if (round % 2 == 1) {
                tenant().awaitFetched(revision);
            }
            cluster().devcluster().restart(Component.API_SERVER);

            objects.awaitApplied(revision);
            objects.reconcileAll();
            objects.awaitAllPresent();
        }
    }
}
