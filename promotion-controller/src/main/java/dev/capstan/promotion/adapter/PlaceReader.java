package dev.capstan.promotion.adapter;

import dev.capstan.git.write.ReferenceSession;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Looked;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.place.PlaceLook;
import dev.capstan.promotion.place.StepLook;
import dev.capstan.promotion.place.TagPattern;
import dev.capstan.promotion.place.TagPattern.VersionTag;
import dev.capstan.promotion.place.TagStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what environments have, in one session with the repository. */
final class PlaceReader {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final int MOST_FILES = 20;

    private final ReferenceSession session;
    private final Layout layout;

    PlaceReader(ReferenceSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
    }

    /** What must be fetched for it. */
    static List<String> scopes(Layout layout) {
        return layout.places().stream()
                .map(place -> switch (place) {
                    case Place.Folder _ -> HEADS + layout.branch();
                    case Place.Branch(var name) -> HEADS + name;
                    case Place.Tags _ -> TAGS;
                })
                .distinct()
                .toList();
    }

    Looked.Seen look(List<Set<String>> shown) throws IOException {
        var places = new ArrayList<PlaceLook>();
        var digests = new ArrayList<Map<String, String>>();
        for (int i = 0; i < layout.places().size(); i++) {
            Place place = layout.places().get(i);
            places.add(look(place));
            var known = new HashMap<String, String>();
            for (String commit : shown.get(i)) {
                digest(place, commit).ifPresent(digest -> known.put(commit, digest));
            }
            digests.add(known);
        }
        var steps = new ArrayList<StepLook>();
        for (int i = 1; i < places.size(); i++) {
            steps.add(step(places.get(i - 1), places.get(i), i));
        }
        return new Looked.Seen(places, steps, digests);
    }

    PlaceLook look(Place place) throws IOException {
        return switch (place) {
            case Place.Folder(var path) ->
                head(layout.branch()).isPresent()
                        ? folder(path, head(layout.branch()).get())
                        : new PlaceLook.Empty("there is no branch " + layout.branch());
            case Place.Branch(var name) ->
                head(name)
                        .<PlaceLook>map(commit -> new PlaceLook.Present(
                                new Content(digestOf(commit), name + "@" + digestOf(commit), commit, List.of())))
                        .orElseGet(() -> new PlaceLook.Empty("there is no branch " + name));
            case Place.Tags(var pattern) ->
                TagStep.current(pattern, tags())
                        .<PlaceLook>map(tag -> new PlaceLook.Present(content(tag)))
                        .orElseGet(() -> new PlaceLook.Empty("there is no tag " + pattern.text()));
        };
    }

    private Content content(VersionTag tag) {
        String commit = tags().getOrDefault(tag.name(), "");
        return new Content(digestOf(commit), tag.name() + "@" + digestOf(commit), commit, List.of());
    }

    private PlaceLook folder(String path, String commit) throws IOException {
        return switch (folderAt(path, commit)) {
            case FolderContent.Read.Content(var content) ->
                new PlaceLook.Present(new Content(
                        content.digest(),
                        layout.branch() + "@" + digestOf(commit),
                        commit,
                        content.files().keySet().stream().limit(MOST_FILES).toList()));
            case FolderContent.Read.Absent(var why) -> new PlaceLook.Empty(why);
            case FolderContent.Read.Unusable(var why) -> new PlaceLook.Unusable(why);
        };
    }

    FolderContent.Read folderAt(String path, String commit) throws IOException {
        return FolderContent.of(session.files(commit), path, layout.files());
    }

    Optional<String> head(String branch) {
        return Optional.ofNullable(session.commits().get(HEADS + branch));
    }

    Map<String, String> tags() {
        var tags = new TreeMap<String, String>();
        session.commits().forEach((name, commit) -> {
            if (name.startsWith(TAGS)) {
                tags.put(name.substring(TAGS.length()), commit);
            }
        });
        return tags;
    }

    /** What an environment had at a commit. */
    private Optional<String> digest(Place place, String commit) throws IOException {
        if (commit.length() != 40 || !session.has(commit)) {
            return Optional.empty();
        }
        return switch (place) {
            case Place.Folder(var path) ->
                folderAt(path, commit) instanceof FolderContent.Read.Content(var content)
                        ? Optional.of(content.digest())
                        : Optional.of("nothing");
            case Place.Branch _, Place.Tags _ -> Optional.of(digestOf(commit));
        };
    }

    static String digestOf(String commit) {
        return "sha1:" + commit;
    }

    private StepLook step(PlaceLook from, PlaceLook to, int index) throws IOException {
        if (!(from instanceof PlaceLook.Present(var candidate))) {
            return new StepLook.Lacks();
        }
        if (to instanceof PlaceLook.Unusable(var why)) {
            return new StepLook.Blocked(why);
        }
        boolean has = to instanceof PlaceLook.Present(var present)
                && holds(layout.places().get(index), present, candidate);
        if (has) {
            return new StepLook.Has();
        }
        return layout.places().get(index) instanceof Place.Tags(var next)
                ? tagStep(index, next, candidate)
                : new StepLook.Lacks();
    }

    private boolean holds(Place place, Content present, Content candidate) throws IOException {
        return switch (place) {
            case Place.Folder _ -> present.digest().equals(candidate.digest());
            case Place.Branch _ -> session.isInHistory(candidate.commit(), present.commit());
            case Place.Tags _ -> false;
        };
    }

    private StepLook tagStep(int index, TagPattern next, Content candidate) {
        return switch (wantedTag(index, next, candidate)) {
            case TagStep.Wanted.Has _ -> new StepLook.Has();
            case TagStep.Wanted.Make(var tag) ->
                new StepLook.Lacks("make the tag " + tag + " at " + candidate.shortCommit());
            case TagStep.Wanted.Blocked(var why) -> new StepLook.Blocked(why);
        };
    }

    TagStep.Wanted wantedTag(int index, TagPattern next, Content candidate) {
        String name = candidate.revision().substring(0, candidate.revision().lastIndexOf('@'));
        if (!(layout.places().get(index - 1) instanceof Place.Tags(var before))) {
            throw new IllegalStateException("All places are of one kind");
        }
        return before.read(name)
                .map(tag -> TagStep.wanted(tag, next, tags()))
                .orElseGet(() -> new TagStep.Wanted.Blocked("the tag " + name + " is none of " + before.text()));
    }
}
