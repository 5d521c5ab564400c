package dev.capstan.applier.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.meta.HealthCheckExpr;
import dev.capstan.api.meta.KindRef;
import dev.capstan.applier.identity.FakeTarget;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.expression.cel.CelExpressionCompiler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthPlanTest {

    private static final ObjectId SELF = new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "apps", "app");

    private final FakeTarget cluster = new FakeTarget();

    @Test
    void withoutAnyCheckNothingIsWaitedFor() {
        assertThat(plan(checks(false), List.of(web()))).isEqualTo(new HealthPlan.NoCheck());
    }

    @Test
    void waitingForAllCoversWhatWasAppliedAndNotTheObjectItself() {
        var self = new ObjectRef(
                cluster.served(ResourceKind.of("kustomize.toolkit.fluxcd.io/v1", "Kustomization"))
                        .orElseThrow(),
                "apps",
                "app");

        assertThat(request(plan(checks(true), List.of(web(), self))).objects()).containsExactly(web());
    }

    @Test
    void onlyTheObjectItselfIsNothingToWaitFor() {
        var self = new KindRef("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "app", null);

        assertThat(plan(checks(false, self), List.of())).isEqualTo(new HealthPlan.NoCheck());
    }

    @Test
    void listedObjectWithoutANamespaceOrGroupIsAWorkloadBesideTheObject() {
        HealthPlan plan = plan(checks(false, new KindRef(null, "Deployment", "web", null)), List.of());

        assertThat(request(plan).objects())
                .extracting(ObjectRef::id)
                .containsExactly(new ObjectId("apps", "Deployment", "apps", "web"));
    }

    @Test
    void kindThatIsNotServedMakesTheCheckImpossible() {
        cluster.doesNotServe("Widget");

        assertThat(plan(checks(false, new KindRef("example.com/v1", "Widget", "w", "apps")), List.of()))
                .isEqualTo(new HealthPlan.Impossible(
                        "health check of Widget/w: the cluster serves no kind example.com/v1 Widget"));
    }

    @Test
    void ruleOfTheSpecReplacesTheUsualOne() {
        var rule = new HealthCheckExpr("apps/v1", "Deployment", "has(status.ok)", null, null);
        var rulebook = (HealthRulebook.Compilation.Compiled)
                HealthRulebook.compile(List.of(rule), new CelExpressionCompiler());
        var checks = new HealthChecks(true, List.of(), rulebook.rulebook(), Duration.ofMinutes(1), true);

        assertThat(request(plan(checks, List.of(web()))).assessors()).containsOnlyKeys(web().id());
    }

    @Test
    void jobThatTheClusterRemovesMayVanish() throws IOException {
        Manifest job = manifest(
                "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"once\",\"namespace\":\"apps\"},\"spec\":{\"ttlSecondsAfterFinished\":1}}");

        HealthPlan plan = HealthPlan.of(checks(true), SELF, List.of(web()), List.of(job), cluster::served);

        assertThat(request(plan).mayVanish()).containsExactly(job.id());
    }

    private ObjectRef web() {
        return new ObjectRef(
                cluster.served(ResourceKind.of("apps/v1", "Deployment")).orElseThrow(), "apps", "web");
    }

    private HealthPlan plan(HealthChecks checks, List<ObjectRef> applied) {
        return HealthPlan.of(checks, SELF, applied, List.of(), cluster::served);
    }

    private static HealthWaitRequest request(HealthPlan plan) {
        return ((HealthPlan.Check) plan).request();
    }

    private static HealthChecks checks(boolean waitsForAll, KindRef... listed) {
        var none = (HealthRulebook.Compilation.Compiled) HealthRulebook.compile(List.of(), new CelExpressionCompiler());
        return new HealthChecks(waitsForAll, List.of(listed), none.rulebook(), Duration.ofMinutes(1), true);
    }

    private static Manifest manifest(String json) throws IOException {
        return ((Manifest.Readable)
                        Manifest.read(JsonMapper.builder().build().readTree(json), SourcePosition.unknown()))
                .manifest();
    }
}
