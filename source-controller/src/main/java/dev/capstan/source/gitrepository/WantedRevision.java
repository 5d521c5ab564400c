package dev.capstan.source.gitrepository;

import dev.capstan.api.source.GitReference;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.source.SourceResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which commit a {@code spec.ref} means: commit before name before tag before semver before branch; branch master when empty. */
final class WantedRevision {
    private WantedRevision() {}

    static SourceResult<ReferenceSelector> of(@Nullable GitReference ref) {
        return switch (select(ref)) {
            case GitResult.Success<ReferenceSelector>(var selector) -> SourceResult.success(selector);
            case GitResult.Failed<ReferenceSelector>(var failure) ->
                SourceResult.failed(new SourceFailure.Fetch(failure));
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
