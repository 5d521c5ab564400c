package dev.capstan.application.signature.adapter;

import dev.capstan.application.signature.SignedCommits;
import dev.capstan.application.source.adapter.CommitObjects;
import dev.capstan.application.source.adapter.CommitObjects.History;
import dev.capstan.application.source.adapter.CommitObjects.Meaning;
import dev.capstan.application.source.adapter.CommitObjects.Raw;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.git.mirror.BranchProgress;
import java.util.List;
import java.util.Optional;

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
                    case Meaning.Branch(String name) when question.isStrict() -> history(question, name, objects);
                    case Meaning.Other _
                    when question.isStrict() ->
                        new Looked.Failed("the whole history can be verified of branches only, and '"
                                + question.source().targetRevision() + "' is none");
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
                SignedRevision revision = tag.map(raw -> objects.tag(name, question.commit(), raw))
                        .orElseGet(() -> objects.commit(question.commit(), commit));
                yield question.isStrict()
                        ? new Looked.Failed(
                                "the whole history can be verified of branches only, and '" + name + "' is a tag")
                        : new Looked.Revisions(List.of(revision));
            }
        };
    }

    private Looked history(Question question, String branch, SignedObjects objects) {
        return switch (stored.history(question.source(), question.project(), branch, question.commit(), MOST_COMMITS)) {
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
