package dev.capstan.cli.images;

import dev.capstan.cli.CommandFailure;
import dev.capstan.images.setter.Change;
import dev.capstan.images.setter.ImageRef;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.images.setter.PolicyImages;
import dev.capstan.images.setter.PolicyKey;
import dev.capstan.images.setter.SetterResult;
import dev.capstan.images.setter.SetterResult.Updated;
import dev.capstan.images.setter.SetterWarning;
import dev.capstan.tree.DiskTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What setting images would change in a folder. Writes nothing. */
final class FolderUpdate {
    /** Stands for names that nobody asks for; it is not the name of any image. */
    private static final String UNNAMED = "capstan.invalid/unnamed";

    private final Path folder;
    private final DiskTree tree;
    private final ImageSetter setter = new ImageSetter();

    FolderUpdate(Path folder) {
        this.folder = folder;
        try {
            this.tree = new DiskTree(folder);
        } catch (IOException e) {
            throw new CommandFailure(folder + " is not a folder, or is not yours to read");
        }
    }

    /** The changes. Fails when a wish names a policy that no marker names, or leaves open what to write. */
    Updated run(List<WantedImage> wishes) {
        var markers = markers();
        var images = new TreeMap<PolicyKey, ImageRef>();
        for (var wish : wishes) {
            var meant = markers.entrySet().stream()
                    .filter(it -> wish.isFor(it.getKey()))
                    .toList();
            if (meant.isEmpty()) {
                throw new CommandFailure(
                        "No marker in " + folder + " names the policy " + wish.shownPolicy() + known(markers));
            }
            for (var policy : meant) {
                if (images.put(policy.getKey(), image(wish, policy.getKey(), policy.getValue())) != null) {
                    throw new CommandFailure("--set: the policy " + policy.getKey() + " is set twice", 2);
                }
            }
        }
        return update(images);
    }

    private static String known(Map<PolicyKey, List<SetterWarning.UnknownPolicy>> markers) {
        return markers.isEmpty()
                ? "; there are no markers at all"
                : "; markers name "
                        + markers.keySet().stream()
                                .limit(20)
                                .map(PolicyKey::toString)
                                .collect(Collectors.joining(", "));
    }

    /** All markers by policy: without any image, each of them is reported. */
    private Map<PolicyKey, List<SetterWarning.UnknownPolicy>> markers() {
        return update(Map.of()).warnings().stream()
                .filter(SetterWarning.UnknownPolicy.class::isInstance)
                .map(SetterWarning.UnknownPolicy.class::cast)
                .collect(Collectors.groupingBy(it -> it.marker().policy(), TreeMap::new, Collectors.toList()));
    }

    private Updated update(Map<PolicyKey, ImageRef> images) {
        try {
            return switch (setter.update(tree, "", PolicyImages.of(images))) {
                case Updated updated -> updated;
                case SetterResult.Refused(var why) -> throw new CommandFailure(folder + ": " + why);
            };
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private ImageRef image(WantedImage wish, PolicyKey key, List<SetterWarning.UnknownPolicy> markers) {
        boolean needsDigest = wish.digest().isEmpty()
                && markers.stream().anyMatch(it -> it.marker().setter().endsWith(":digest"));
        if (needsDigest) {
            throw new CommandFailure("--set: a marker of the policy " + key + " is for the digest; give it as "
                    + wish.shownPolicy() + "=" + wish.tag() + "@sha256:…");
        }
        return new ImageRef(wish.name().or(() -> currentName(wish, key)).orElse(UNNAMED), wish.tag(), wish.digest());
    }

    /** The name in the files; empty when no marker is for a name. */
    private Optional<String> currentName(WantedImage wish, PolicyKey key) {
        var probe = update(new HashMap<>(Map.of(key, new ImageRef(UNNAMED, wish.tag(), wish.digest()))));
        var names = probe.files().stream()
                .flatMap(file -> file.objects().stream())
                .flatMap(object -> object.changes().stream())
                .filter(change -> change.newValue().startsWith(UNNAMED))
                .map(FolderUpdate::nameIn)
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.size() > 1 || names.contains("")) {
            throw new CommandFailure("--set: values of the policy " + key + " name "
                    + (names.size() > 1 ? "different images (" + String.join(", ", names) + ")" : "no image")
                    + "; give the whole image: " + wish.shownPolicy() + "=NAME:" + wish.tag());
        }
        return names.stream().findFirst();
    }

    /** What stands before tag and digest; empty when that cannot be a name. */
    private static String nameIn(Change change) {
        String value = change.oldValue();
        int at = value.indexOf('@');
        String rest = at < 0 ? value : value.substring(0, at);
        int colon = rest.lastIndexOf(':');
        String name = colon > rest.lastIndexOf('/') ? rest.substring(0, colon) : rest;
        return ImageRef.isName(name) ? name : "";
    }
}
