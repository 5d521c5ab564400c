package dev.capstan.image.automation.run;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.LeftAlone;
import dev.capstan.git.write.BranchHistory;
import dev.capstan.git.write.BranchStart;
import dev.capstan.git.write.Edit;
import dev.capstan.git.write.Editor;
import dev.capstan.git.write.Heads;
import dev.capstan.git.write.Person;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.image.automation.failure.AutomationFailure;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.message.MessageData;
import dev.capstan.image.automation.takeback.CommitsOfOthers;
import dev.capstan.image.automation.takeback.TakenBack;
import dev.capstan.image.automation.takeback.TakenBackSearch;
import dev.capstan.image.automation.update.ImageUpdate;
import dev.capstan.images.setter.SetterWarning;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes images into the files of a branch. Called anew whenever somebody else was quicker; what it found out is that of the last
 * call.
 */
final class UpdateEditor implements Editor {
    /** So far back it is looked for images that people took back. */
    private static final int HISTORY = 100;

    private final ImageUpdate update;
    private final Map<String, ImageRef> images;
    private final TakenBack takenBack;
    private final TakenBackSearch search;
    private final Person author;
    private final boolean isProposal;
    private final Function<List<ValueChange>, CommitMessage.Made> message;
    private Report report = Report.EMPTY;

    /**
     * What the last call found.
     *
     * @param failure why nothing can be written
     * @param written what is written to the branch
     * @param proposed what the branch changes in the checkout; only where that is asked for
     * @param hasCommitsOfOthers whether somebody else made commits on the branch; only where that is asked for
     * @param leftAlone what would have been written
     * @param warnings what else was left as it is
     */
    record Report(
            Optional<AutomationFailure> failure,
            List<ValueChange> written,
            List<ValueChange> proposed,
            boolean hasCommitsOfOthers,
            List<LeftAlone> leftAlone,
            List<SetterWarning> warnings) {
        static final Report EMPTY = new Report(Optional.empty(), List.of(), List.of(), false, List.of(), List.of());

        static Report failed(AutomationFailure failure) {
            return new Report(Optional.of(failure), List.of(), List.of(), false, List.of(), List.of());
        }
    }

    /**
     * An editor for one commit.
     *
     * @param isProposal whether the branch is compared with the checkout
     * @param message makes the message, see {@link MessageData}
     */
    UpdateEditor(
            ImageUpdate update,
            Map<String, ImageRef> images,
            TakenBack takenBack,
            TakenBackSearch search,
            Person author,
            boolean isProposal,
            Function<List<ValueChange>, CommitMessage.Made> message) {
        this.update = update;
        this.images = Map.copyOf(images);
        this.takenBack = takenBack;
        this.search = search;
        this.author = author;
        this.isProposal = isProposal;
        this.message = message;
    }

    Report report() {
        return report;
    }

    @Override
    public Optional<Edit> edit(Heads heads) throws IOException {
        report = Report.EMPTY;
        return switch (update.of(heads.files(), images)) {
            case ImageUpdate.Result.Refused(String why) -> fail(new AutomationFailure.PathUnusable(why));
            case ImageUpdate.Result.Updated all -> edit(heads, all);
        };
    }

    private Optional<Edit> edit(Heads heads, ImageUpdate.Result.Updated all) throws IOException {
        return isProposal ? propose(heads, all) : write(heads, all);
    }

    private Optional<Edit> write(Heads heads, ImageUpdate.Result.Updated all) throws IOException {
        var leftAlone = new TreeMap<String, LeftAlone>();
        leaveAlone(leftAlone, all.changes(), heads.files(), heads, Heads.Line.BRANCH);
        if (hasOwnLine(heads.start())) {
            leaveAlone(leftAlone, all.changes(), heads.files(), heads, Heads.Line.CHECKOUT);
        }
        ImageUpdate.Result.Updated updated = updated(heads.files(), leftAlone, all);
        report = new Report(
                Optional.empty(), updated.changes(), List.of(), false, List.copyOf(leftAlone.values()), all.warnings());
        return updated.changes().isEmpty() ? Optional.empty() : commit(updated);
    }

    /** What people changed on the branch stays there; what they took back in the base is proposed no longer. */
    private Optional<Edit> propose(Heads heads, ImageUpdate.Result.Updated all) throws IOException {
        FileTree base = base(heads);
        var leftAlone = new TreeMap<String, LeftAlone>();
        leaveAlone(leftAlone, changes(base, images), base, heads, Heads.Line.CHECKOUT);
        List<ValueChange> proposed = changes(base, without(leftAlone));
        var onBranch = new TreeMap<>(leftAlone);
        if (hasOwnLine(heads.start())) {
            leaveAlone(onBranch, all.changes(), heads.files(), heads, Heads.Line.BRANCH);
        }
        ImageUpdate.Result.Updated updated = updated(heads.files(), onBranch, all);
        boolean isPushed = !proposed.isEmpty() && !updated.changes().isEmpty();
        report = new Report(
                Optional.empty(),
                isPushed ? updated.changes() : List.of(),
                proposed,
                hasOwnLine(heads.start()) && hasCommitsOfOthers(heads),
                List.copyOf(leftAlone.values()),
                all.warnings());
        return isPushed ? commit(updated) : Optional.empty();
    }

    private Optional<Edit> commit(ImageUpdate.Result.Updated updated) {
        return switch (message.apply(updated.changes())) {
            case CommitMessage.Made.Failed(String why) -> fail(new AutomationFailure.MessageFailed(why));
            case CommitMessage.Made.Text(String text) -> Optional.of(new Edit(updated.files(), author, text));
        };
    }

    private Optional<Edit> fail(AutomationFailure failure) {
        report = Report.failed(failure);
        return Optional.empty();
    }

    /** What a person took back is left alone; the history is asked only where it can say something new. */
    private void leaveAlone(
            Map<String, LeftAlone> leftAlone, List<ValueChange> changes, FileTree files, Heads heads, Heads.Line line)
            throws IOException {
        var suspicious = new ArrayList<ValueChange>();
        for (ValueChange change : changes) {
            String policy = change.marker().policy();
            if (leftAlone.containsKey(policy)) {
                continue;
            }
            Optional<LeftAlone> remembered = takenBack.of(policy, change.image());
            if (remembered.isPresent()) {
                leftAlone.put(policy, remembered.get());
            } else if (takenBack.mayHaveBeen(policy, change.image())) {
                suspicious.add(change);
            }
        }
        if (suspicious.isEmpty()) {
            return;
        }
        BranchHistory history = heads.history(line, HISTORY);
        search.find(suspicious, files, history).forEach((policy, commit) -> {
            ImageRef image = images.get(policy);
            if (image != null) {
                leftAlone.put(policy, new LeftAlone(policy, image.tag(), image.digest(), commit));
            }
        });
    }

    private boolean hasCommitsOfOthers(Heads heads) throws IOException {
        return CommitsOfOthers.areOn(
                heads.history(Heads.Line.BRANCH, HISTORY), heads.history(Heads.Line.CHECKOUT, HISTORY), search::isOwn);
    }

    private static boolean hasOwnLine(BranchStart start) {
        return switch (start) {
            case BranchStart.OnCheckout _, BranchStart.NewBranch _, BranchStart.Restarted _ -> false;
            case BranchStart.Continued _, BranchStart.Merged _, BranchStart.Conflicting _ -> true;
        };
    }

    private static FileTree base(Heads heads) throws IOException {
        return heads.history(Heads.Line.CHECKOUT, 1).commits().getFirst().files();
    }

    private Map<String, ImageRef> without(Map<String, LeftAlone> leftAlone) {
        var fewer = new TreeMap<>(images);
        fewer.keySet().removeAll(leftAlone.keySet());
        return fewer;
    }

    private List<ValueChange> changes(FileTree files, Map<String, ImageRef> wanted) throws IOException {
        return update.of(files, wanted) instanceof ImageUpdate.Result.Updated updated ? updated.changes() : List.of();
    }

    private ImageUpdate.Result.Updated updated(
            FileTree files, Map<String, LeftAlone> leftAlone, ImageUpdate.Result.Updated all) throws IOException {
        return !leftAlone.isEmpty()
                        && update.of(files, without(leftAlone)) instanceof ImageUpdate.Result.Updated updated
                ? updated
                : all;
    }
}
