package dev.capstan.source.gitrepository;

import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.source.SourceResult;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which commit a spec means: commit before name before tag before semver before branch; branch master when none is given. */
final class WantedRevision {
    private static final Set<String> MODES_OF_TAGS = Set.of("Tag", "TagAndHEAD");

    private WantedRevision() {}

    /** What {@code spec.ref} selects; fails also when {@code spec.verify} wants the signature of a tag and none is selected. */
    static SourceResult<ReferenceSelector> of(GitRepositorySpec spec) {
        return GitSourceFailure.result(select(spec.ref())).then(selector -> verifiable(spec, selector));
    }

    private static SourceResult<ReferenceSelector> verifiable(GitRepositorySpec spec, ReferenceSelector selector) {
        var mode = spec.verify() == null ? null : spec.verify().mode();
        if (mode == null || !MODES_OF_TAGS.contains(mode) || leadsToTag(selector)) {
            return SourceResult.success(selector);
        }
        return SourceResult.failed(new GitSourceFailure.VerificationModeInvalid(
                "spec.verify.mode '" + mode + "' needs spec.ref.tag, spec.ref.semver or a tag in spec.ref.name"));
    }

    private static boolean leadsToTag(ReferenceSelector selector) {
        return switch (selector) {
            case ReferenceSelector.Tag _, ReferenceSelector.Semver _ -> true;
            case ReferenceSelector.Name(var name) -> name.startsWith("refs/tags/");
            case ReferenceSelector.Branch _, ReferenceSelector.Commit _ -> false;
        };
    }

    private static GitResult<ReferenceSelector> select(@Nullable GitReference ref) {
        if (ref == null) {
            return GitResult.success(ReferenceSelector.DEFAULT);
        }
        var branch = given(ref.branch());
        if (given(ref.commit()).isPresent()) {
            return ReferenceSelector.commit(given(ref.commit()).get(), branch);
        }
        if (given(ref.name()).isPresent()) {
            return ReferenceSelector.name(given(ref.name()).get());
        }
        if (given(ref.tag()).isPresent()) {
            return ReferenceSelector.tag(given(ref.tag()).get());
        }
        if (given(ref.semver()).isPresent()) {
            return ReferenceSelector.semver(given(ref.semver()).get());
        }
        return branch.map(ReferenceSelector::branch).orElseGet(() -> GitResult.success(ReferenceSelector.DEFAULT));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty());
    }
}
