package dev.capstan.application.signature.adapter;

import dev.capstan.application.signature.SignedCommits;
import dev.capstan.application.source.adapter.CommitObjects;
import dev.capstan.application.source.adapter.CommitObjects.History;
import dev.capstan.application.source.adapter.CommitObjects.Meaning;
import dev.capstan.application.source.adapter.CommitObjects.Raw;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.mirror.BranchProgress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Signatures of commits and tags in the mirrors of the process. */
public final class MirrorSignatures implements SignedCommits {
    /** Of one history. */
    private static final int MOST_COMMITS = 20_000;

    private final CommitObjects stored;

    /** Looks at these. */
    public MirrorSignatures(CommitObjects stored) {
        this.stored = stored;
    }

    @Override
    public Looked look(Question question) {
        return switch (SignedObjects.by(question.keys(), question.preferred())) {
            case SignedObjects.Read.Unusable(String why) -> new Looked.Failed(why);
            case SignedObjects.Read.Usable(SignedObjects objects) ->
                switch (stored.meaning(question.source(), question.project(), question.commit())) {
                    case Meaning.Failed(String why) -> new Looked.Failed(why);
                    case Meaning.Tag(String name) -> tag(question, name, objects);
                    case Meaning.Branch(String name)
                    when question.isStrict() -> history(question, ReferenceSelector.branch(name), objects);
                    case Meaning.Other _
                    when question.isStrict() ->
                        history(question, ReferenceSelector.commit(question.commit(), Optional.empty()), objects);
                    case Meaning.Branch _, Meaning.Other _ -> commit(question, objects);
                };
        };
    }

    private Looked commit(Question question, SignedObjects objects) {
        return switch (stored.commit(question.source(), question.project(), question.commit())) {
            case Raw.Failed(String why) -> new Looked.Failed(why);
            case Raw.Objects(byte[] commit, Optional<byte[]> _) ->
                new Looked.Revisions(List.of(objects.commit(question.commit(), commit)));
        };
    }

    /** A tag without an object of its own is a name for a commit, and that is what may be signed. */
    private Looked tag(Question question, String name, SignedObjects objects) {
        return switch (stored.tag(question.source(), question.project(), name, question.commit())) {
            case Raw.Failed(String why) -> new Looked.Failed(why);
            case Raw.Objects(byte[] commit, Optional<byte[]> tag) -> {
                Optional<SignedRevision> ofTag = tag.map(raw -> objects.tag(name, question.commit(), raw));
                yield question.isStrict()
                        ? with(ofTag, history(question, ReferenceSelector.tag(name), objects))
                        : new Looked.Revisions(
                                List.of(ofTag.orElseGet(() -> objects.commit(question.commit(), commit))));
            }
        };
    }

    /** Of a whole history a tag is the newest part, and one more that must be signed. */
    private static Looked with(Optional<SignedRevision> tag, Looked history) {
        return switch (history) {
            case Looked.Failed failed -> failed;
            case Looked.Revisions(List<SignedRevision> commits) ->
                new Looked.Revisions(
                        Stream.concat(tag.stream(), commits.stream()).toList());
        };
    }

    private Looked history(Question question, GitResult<ReferenceSelector> reference, SignedObjects objects) {
        return switch (stored.history(
                question.source(), question.project(), reference, question.commit(), MOST_COMMITS)) {
            case History.Failed(String why) -> new Looked.Failed(why);
            case History.Commits(List<BranchProgress.RawCommit> commits, boolean isComplete) ->
                isComplete
                        ? new Looked.Revisions(new SealedHistory(commits).looked(objects, question.preferred()))
                        : new Looked.Failed("the history of "
                                + RepositoryUrl.shown(question.source().repoUrl()) + " has more than " + MOST_COMMITS
                                + " commits, which are not looked at");
        };
    }
}
