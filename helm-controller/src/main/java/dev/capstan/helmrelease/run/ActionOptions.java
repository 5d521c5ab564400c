package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.InstallSpec;
import dev.capstan.api.helm.RollbackSpec;
import dev.capstan.api.helm.TestSpec;
import dev.capstan.api.helm.UninstallSpec;
import dev.capstan.api.helm.UpgradeSpec;
import dev.capstan.api.helm.WaitStrategy;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.apply.cluster.ClusterApi.Propagation;
import dev.capstan.helm.release.ApplyChoice;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.InstallOptions;
import dev.capstan.helm.release.ReadinessRules;
import dev.capstan.helm.release.RollbackOptions;
import dev.capstan.helm.release.TestOptions;
import dev.capstan.helm.release.UninstallOptions;
import dev.capstan.helm.release.UpgradeOptions;
import dev.capstan.helm.release.WaitOptions;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helmrelease.state.NextStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How actions are done for a spec; what it does not say is as Flux does it. */
final class ActionOptions {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int HISTORY = 5;

    private final HelmReleaseSpec spec;
    private final HealthRulebook rulebook;
    private final Set<String> secrets;

    /** @param secrets texts that no message may show */
    ActionOptions(HelmReleaseSpec spec, HealthRulebook rulebook, Set<String> secrets) {
        this.spec = spec;
        this.rulebook = rulebook;
        this.secrets = secrets;
    }

    InstallOptions install() {
        Optional<InstallSpec> install = Optional.ofNullable(spec.install());
        boolean hasTarget = spec.targetNamespace() != null;
        return new InstallOptions(
                waiting(
                        install.map(InstallSpec::timeout),
                        is(install, InstallSpec::disableWait),
                        is(install, InstallSpec::disableWaitForJobs),
                        is(install, InstallSpec::disableHooks)),
                install.map(InstallSpec::serverSideApply).orElse(true)
                        ? ApplyMethod.SERVER_SIDE
                        : ApplyMethod.CLIENT_SIDE,
                !is(install, InstallSpec::disableTakeOwnership),
                hasTarget && is(install, InstallSpec::createNamespace),
                history(),
                "",
                Map.of());
    }

    UpgradeOptions upgrade() {
        Optional<UpgradeSpec> upgrade = Optional.ofNullable(spec.upgrade());
        return new UpgradeOptions(
                waiting(
                        upgrade.map(UpgradeSpec::timeout),
                        is(upgrade, UpgradeSpec::disableWait),
                        is(upgrade, UpgradeSpec::disableWaitForJobs),
                        is(upgrade, UpgradeSpec::disableHooks)),
                choice(upgrade.map(UpgradeSpec::serverSideApply).orElse(null)),
                !is(upgrade, UpgradeSpec::disableTakeOwnership),
                is(upgrade, UpgradeSpec::force),
                is(upgrade, UpgradeSpec::cleanupOnFail),
                history(),
                "",
                Map.of());
    }

    RollbackOptions rollback() {
        Optional<RollbackSpec> rollback = Optional.ofNullable(spec.rollback());
        return new RollbackOptions(
                waiting(
                        rollback.map(RollbackSpec::timeout),
                        is(rollback, RollbackSpec::disableWait),
                        is(rollback, RollbackSpec::disableWaitForJobs),
                        is(rollback, RollbackSpec::disableHooks)),
                choice(rollback.map(RollbackSpec::serverSideApply).orElse(null)),
                is(rollback, RollbackSpec::force),
                is(rollback, RollbackSpec::cleanupOnFail),
                history());
    }

    UninstallOptions uninstall() {
        Optional<UninstallSpec> uninstall = Optional.ofNullable(spec.uninstall());
        return new UninstallOptions(
                waiting(
                        uninstall.map(UninstallSpec::timeout),
                        is(uninstall, UninstallSpec::disableWait),
                        false,
                        is(uninstall, UninstallSpec::disableHooks)),
                switch (uninstall.map(UninstallSpec::deletionPropagation).orElse("")) {
                    case "foreground" -> Propagation.FOREGROUND;
                    case "orphan" -> Propagation.ORPHAN;
                    default -> Propagation.BACKGROUND;
                },
                is(uninstall, UninstallSpec::keepHistory),
                "");
    }

    TestOptions test() {
        Optional<TestSpec> test = Optional.ofNullable(spec.test());
        return new TestOptions(
                timeout(test.map(TestSpec::timeout)),
                test.map(TestSpec::filters).orElse(List.of()).stream()
                        .map(filter -> new TestOptions.Filter(filter.name(), filter.exclude()))
                        .toList(),
                secrets);
    }

    DefinitionPolicy definitions(NextStep step) {
        String policy = step instanceof NextStep.Install
                ? Optional.ofNullable(spec.install()).map(InstallSpec::crds).orElse("")
                : Optional.ofNullable(spec.upgrade()).map(UpgradeSpec::crds).orElse("");
        return switch (policy) {
            case "Skip" -> DefinitionPolicy.SKIP;
            case "CreateReplace" -> DefinitionPolicy.CREATE_REPLACE;
            default -> DefinitionPolicy.CREATE;
        };
    }

    boolean skipsSchema(NextStep step) {
        return step instanceof NextStep.Install
                ? is(Optional.ofNullable(spec.install()), InstallSpec::disableSchemaValidation)
                : is(Optional.ofNullable(spec.upgrade()), UpgradeSpec::disableSchemaValidation);
    }

    /** How long a step may wait for one thing. */
    Duration timeout(NextStep step) {
        return switch (step) {
            case NextStep.Install _ -> install().waiting().timeout();
            case NextStep.Upgrade _ -> upgrade().waiting().timeout();
            case NextStep.Test() -> test().timeout();
            case NextStep.RollBack _, NextStep.RollBackAsAsked _ ->
                rollback().waiting().timeout();
            case NextStep.UndoInstall(), NextStep.FinishUninstall _, NextStep.LeaveTarget _ ->
                uninstall().waiting().timeout();
            case NextStep.Nothing(),
                    NextStep.Unlock(),
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> timeout(Optional.empty());
        };
    }

    private WaitOptions waiting(
            Optional<String> timeout, boolean isNotAwaited, boolean areJobsNotAwaited, boolean areHooksOff) {
        return new WaitOptions(
                timeout(timeout),
                !isNotAwaited,
                !areJobsNotAwaited,
                !areHooksOff,
                manifest -> rulebook.ruleFor(manifest.kind()),
                secrets,
                rules());
    }

    private ReadinessRules rules() {
        return Optional.ofNullable(spec.waitStrategy())
                .filter(strategy -> WaitStrategy.LEGACY.equals(strategy.name()))
                .map(_ -> ReadinessRules.HELM_3)
                .orElse(ReadinessRules.KSTATUS);
    }

    private Duration timeout(Optional<String> own) {
        return GoDuration.positive(own.orElse(spec.timeout()), TIMEOUT);
    }

    private int history() {
        long most = Optional.ofNullable(spec.maxHistory()).orElse((long) HISTORY);
        return (int) Math.clamp(most, 0, Integer.MAX_VALUE);
    }

    private static ApplyChoice choice(@Nullable String word) {
        return switch (word) {
            case "enabled" -> ApplyChoice.SERVER_SIDE;
            case "disabled" -> ApplyChoice.CLIENT_SIDE;
            case null, default -> ApplyChoice.AUTO;
        };
    }

    private static <T> boolean is(Optional<T> spec, Function<T, Boolean> flag) {
        return spec.map(flag).orElse(false);
    }
}
