package dev.capstan.application.kube;

import static dev.capstan.application.kube.Applications.application;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.run.AskedRevisions;
import dev.capstan.application.source.Revisions.Resolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoreApplicationsTest {
    private static final ObjectKey SHOP = new ObjectKey("argocd", "shop");

    private final Map<ObjectKey, Application> there = new HashMap<>();
    private final List<String> compared = new ArrayList<>();
    private final List<ObjectKey> forgotten = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final CoreApplications applications = new CoreApplications(
            key -> Optional.ofNullable(there.get(key)),
            new ServedNamespaces("argocd", List.of()),
            "argocd",
            new AskedRevisions(() -> ControlPlane.empty("argocd"), (_, _, _) -> new Resolved.Failed("nobody is asked")),
            this::compare,
            forgotten::add);

    private <T> Optional<T> compare(ApplicationObject application) {
        compared.add(application.name());
        meanwhile.run();
        return Optional.empty();
    }

    @BeforeEach
    void make() {
        there.put(SHOP, application(""));
        there.put(new ObjectKey("team", "shop"), application(""));
    }

    @Test
    void whatIsTakenCareOfIsCompared() {
        applications.compared("shop");
        applications.compared("team_shop");
        applications.compared("nobody");

        assertThat(compared).containsExactly("shop");
        assertThat(forgotten).isEmpty();
    }

    @Test
    void anApplicationThatGoesWhileItIsComparedIsForgotten() {
        meanwhile = there::clear;

        applications.compared("shop");

        assertThat(forgotten).containsExactly(SHOP);
    }
}
