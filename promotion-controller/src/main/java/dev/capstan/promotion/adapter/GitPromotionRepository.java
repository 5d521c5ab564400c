package dev.capstan.promotion.adapter;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.write.ReferenceSession;
import dev.capstan.git.write.RemoteReferences;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Looked;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.place.PlaceLook;
import dev.capstan.promotion.place.PromotionRepository;
import dev.capstan.promotion.place.TagStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A repository that is read and written by the Git engine. */
public final class GitPromotionRepository implements PromotionRepository {
    private static final int ATTEMPTS = 5;

    private final RemoteReferences references;
    private final Remote remote;
    private final Layout layout;
    private final CommitStyle style;
    private final Duration timeout;

    /**
     * For one reconciliation.
     *
     * @param timeout of each operation
     */
    public GitPromotionRepository(
            RemoteReferences references, Remote remote, Layout layout, CommitStyle style, Duration timeout) {
        this.references = references;
        this.remote = remote;
        this.layout = layout;
        this.style = style;
        this.timeout = timeout;
    }

    @Override
    public Looked look(List<Set<String>> shown) {
        return switch (references.with(
                remote, PlaceReader.scopes(layout), timeout, session -> new PlaceReader(session, layout).look(shown))) {
            case GitResult.Success<Looked.Seen>(var seen) -> seen;
            case GitResult.Failed<Looked.Seen>(var failure) ->
                new Looked.Failed(failure.message(), failure instanceof GitFailure.CredentialsRejected);
        };
    }

    @Override
    public Brought bring(
            int to, Optional<Content> expected, Content candidate, Optional<String> undone, Delivery delivery) {
        return changed(delivery, (session, reader, changes) -> {
            Place place = layout.places().get(to);
            if (!isAsSeen(reader.look(place), expected)) {
                return new Brought.Outdated(place.words() + " was changed meanwhile");
            }
            return switch (place) {
                case Place.Folder(var path) ->
                    changes.folder(path, ((Place.Folder) layout.places().get(to - 1)).path(), candidate);
                case Place.Branch(var name) -> changes.branch(name, candidate.commit(), undone);
                case Place.Tags(var pattern) ->
                    switch (reader.wantedTag(to, pattern, candidate)) {
                        case TagStep.Wanted.Has _ -> new Brought.WasThere();
                        case TagStep.Wanted.Blocked(var why) -> new Brought.Refused(why);
                        case TagStep.Wanted.Make(var tag) -> changes.tag(tag, candidate.commit());
                    };
            };
        });
    }

    @Override
    public Brought restore(int at, Content expected, Content target, Delivery delivery) {
        return changed(delivery, (session, reader, changes) -> {
            Place place = layout.places().get(at);
            if (!isAsSeen(reader.look(place), Optional.of(expected))) {
                return new Brought.Outdated(place.words() + " was changed meanwhile");
            }
            return switch (place) {
                case Place.Folder(var path) -> changes.folder(path, path, target);
                case Place.Branch(var name) -> changes.restoredBranch(name, target.commit());
                case Place.Tags _ -> new Brought.Refused("tags do not go back");
            };
        });
    }

    private static boolean isAsSeen(PlaceLook now, Optional<Content> expected) {
        return switch (now) {
            case PlaceLook.Present(var content) -> expected.map(Content::digest).equals(Optional.of(content.digest()));
            case PlaceLook.Empty _ -> expected.isEmpty();
            case PlaceLook.Unusable _ -> false;
        };
    }

    private interface Change {
        Brought make(ReferenceSession session, PlaceReader reader, PlaceChanges changes) throws IOException;
    }

    private Brought changed(Delivery delivery, Change change) {
        var scopes = new ArrayList<>(PlaceReader.scopes(layout));
        delivery.proposal().ifPresent(proposal -> scopes.add("refs/heads/" + proposal.branch()));
        return switch (references.with(remote, scopes, timeout, session -> {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                var reader = new PlaceReader(session, layout);
                var changes = new PlaceChanges(session, reader, layout, style, delivery);
                Brought brought = change.make(session, reader, changes);
                if (!(brought instanceof Brought.Outdated) || !changes.wasOutrun()) {
                    return brought;
                }
                session.refresh();
            }
            return new Brought.Failed("somebody else pushed during each of " + ATTEMPTS + " attempts");
        })) {
            case GitResult.Success<Brought>(var brought) -> brought;
            case GitResult.Failed<Brought>(var failure) -> new Brought.Failed(failure.message());
        };
    }
}
