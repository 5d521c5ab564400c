package dev.capstan.image.automation.plan;

import dev.capstan.api.image.AutomationGit;
import dev.capstan.api.image.AutomationSourceRef;
import dev.capstan.api.image.GitCheckout;
import dev.capstan.api.image.GitPush;
import dev.capstan.api.image.ImageUpdateAutomationSpec;
import dev.capstan.api.image.UpdateStrategy;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.image.automation.failure.AutomationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a run reads and where it pushes.
 *
 * @param checkout what is checked out
 * @param base the branch that is checked out; empty where that is no branch
 * @param pushBranch the branch that is pushed to; absent where pull requests have branches of their own
 * @param refspec pushed as well
 * @param pushOptions sent with the push
 * @param folder what is looked through
 * @param timeout of all that is asked of the remote
 */
public record AutomationPlan(
        ReferenceSelector checkout,
        Optional<String> base,
        Optional<String> pushBranch,
        Optional<String> refspec,
        Map<String, String> pushOptions,
        UpdateFolder folder,
        Duration timeout) {
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(60);
    private static final String GIT_REPOSITORY = "GitRepository";

    /** A plan, or why there is none. */
    public sealed interface Planned {
        /** There is one. */
        record Plan(AutomationPlan plan) implements Planned {}

        /** There is none. */
        record Refused(AutomationFailure failure) implements Planned {}
    }

    /**
     * Which GitRepository an automation writes to.
     *
     * @param automation the automation itself
     */
    public static ObjectKey sourceOf(ObjectKey automation, ImageUpdateAutomationSpec spec) {
        String namespace = spec.sourceRef().namespace();
        return new ObjectKey(
                namespace == null || namespace.isEmpty() ? automation.namespace() : namespace,
                spec.sourceRef().name());
    }

    /** What is wrong with a spec whatever the source says. */
    public static Optional<AutomationFailure> problemOf(
            ObjectKey automation, ImageUpdateAutomationSpec spec, boolean crossNamespaceAllowed) {
        AutomationSourceRef source = spec.sourceRef();
        if (!source.kind().isEmpty() && !source.kind().equals(GIT_REPOSITORY)) {
            return Optional.of(new AutomationFailure.SourceUnsupported(source.kind()));
        }
        ObjectKey key = sourceOf(automation, spec);
        if (!crossNamespaceAllowed && !key.namespace().equals(automation.namespace())) {
            return Optional.of(new AutomationFailure.ForeignSource(key));
        }
        String strategy = spec.update() == null ? null : spec.update().strategy();
        if (strategy != null && !strategy.isEmpty() && !strategy.equals(UpdateStrategy.SETTERS)) {
            return Optional.of(new AutomationFailure.StrategyUnknown(strategy));
        }
        boolean isComplete = spec.git() != null && spec.git().commit() != null;
        return isComplete ? Optional.empty() : Optional.of(new AutomationFailure.GitMissing());
    }

    /** The plan of a spec without a {@linkplain #problemOf problem}, for this source. */
    public static Planned of(ImageUpdateAutomationSpec spec, GitRepositorySpec source) {
        AutomationGit git = spec.git();
        if (git == null) {
            return new Planned.Refused(new AutomationFailure.GitMissing());
        }
        Optional<GitReference> own = Optional.ofNullable(git.checkout()).map(GitCheckout::ref);
        Optional<GitReference> reference = own.or(() -> Optional.ofNullable(source.ref()));
        Optional<String> base = CheckoutReference.branch(reference);
        Optional<String> wanted = push(git, GitPush::branch);
        boolean isProposed = spec.pullRequest() != null;
        Optional<String> target = isProposed ? wanted.filter(_ -> !wanted.equals(base)) : wanted.or(() -> base);
        if (isProposed ? base.isEmpty() : target.isEmpty()) {
            return new Planned.Refused(new AutomationFailure.BranchUnknown());
        }
        String field = own.isPresent() ? "spec.git.checkout.ref" : "spec.ref of the GitRepository";
        return switch (CheckoutReference.selector(reference)) {
            case GitResult.Failed<ReferenceSelector>(GitFailure failure) -> refused(field, failure);
            case GitResult.Success<ReferenceSelector>(ReferenceSelector checkout) ->
                target.map(ReferenceSelector::branch)
                        .flatMap(GitResult::problem)
                        .map(failure -> refused("spec.git.push.branch", failure))
                        .orElseGet(() -> new Planned.Plan(new AutomationPlan(
                                checkout,
                                base,
                                target,
                                push(git, GitPush::refspec),
                                git.push() == null ? Map.of() : git.push().options(),
                                UpdateFolder.of(pathOf(spec)),
                                timeoutOf(source))));
        };
    }

    private static Planned refused(String field, GitFailure failure) {
        return new Planned.Refused(new AutomationFailure.ReferenceUnusable(field, failure.message()));
    }

    private static Optional<String> push(AutomationGit git, Function<GitPush, @Nullable String> part) {
        return Optional.ofNullable(git.push()).flatMap(push -> CheckoutReference.text(part.apply(push)));
    }

    private static String pathOf(ImageUpdateAutomationSpec spec) {
        return spec.update() == null || spec.update().path() == null
                ? ""
                : spec.update().path();
    }

    private static Duration timeoutOf(GitRepositorySpec source) {
        return GoDuration.positive(source.timeout(), STANDARD_TIMEOUT);
    }

    /** Whether the branch that is pushed to is another than the one that is checked out. */
    public boolean switchesBranch() {
        return pushBranch.isEmpty() || !pushBranch.equals(base);
    }
}
