package dev.capstan.image.automation.plan;

import dev.capstan.api.source.GitReference;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reference of a spec means: commit before name before tag before semver before branch; master when none is given. */
final class CheckoutReference {
    private static final String HEADS = "refs/heads/";

    private CheckoutReference() {}

    static GitResult<ReferenceSelector> selector(Optional<GitReference> given) {
        if (given.isEmpty()) {
            return GitResult.success(ReferenceSelector.DEFAULT);
        }
        GitReference ref = given.get();
        Optional<String> branch = text(ref.branch());
        if (text(ref.commit()).isPresent()) {
            return ReferenceSelector.commit(text(ref.commit()).get(), branch);
        }
        if (text(ref.name()).isPresent()) {
            String name = text(ref.name()).get();
            return name.startsWith(HEADS)
                    ? ReferenceSelector.branch(name.substring(HEADS.length()))
                    : ReferenceSelector.name(name);
        }
        if (text(ref.tag()).isPresent()) {
            return ReferenceSelector.tag(text(ref.tag()).get());
        }
        if (text(ref.semver()).isPresent()) {
            return ReferenceSelector.semver(text(ref.semver()).get());
        }
        return branch.map(ReferenceSelector::branch).orElseGet(() -> GitResult.success(ReferenceSelector.DEFAULT));
    }

    /** The branch that a reference names, if it names one. */
    static Optional<String> branch(Optional<GitReference> given) {
        Optional<String> byName = given.flatMap(ref -> text(ref.name()))
                .filter(name -> name.startsWith(HEADS))
                .map(name -> name.substring(HEADS.length()));
        return byName.or(() -> given.flatMap(ref -> text(ref.branch())));
    }

    static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isEmpty());
    }
}
