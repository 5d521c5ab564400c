package dev.capstan.promotion.run;

import static dev.capstan.promotion.chain.Chains.NOON;
import static dev.capstan.promotion.chain.Chains.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.health.WatchedObject;
import dev.capstan.promotion.health.WatchedObject.Ready;
import dev.capstan.promotion.health.WatchedObject.Seen;
import dev.capstan.promotion.note.Approval;
import dev.capstan.promotion.note.Notes;
import dev.capstan.promotion.note.Rollback;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.FilePatterns;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.run.Environment.By;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pass after pass over dev, staging and prod. */
class PromotionPassTest {
    private static final Content OLD = content('a');
    private static final Content NEW = content('b');

    private final FakeRepository repository = new FakeRepository(NEW, OLD, OLD);
    private final FakeProposals forge = new FakeProposals();
    private final List<Memory> intents = new ArrayList<>();
    private List<Environment> environments =
            List.of(environment("dev", By.COMMIT), environment("staging", By.COMMIT), environment("prod", By.COMMIT));
    private Memory memory = new Memory(
            List.of(
                    EnvironmentState.unseen("dev"),
                    EnvironmentState.unseen("staging"),
                    EnvironmentState.unseen("prod")),
            Optional.empty(),
            Map.of());
    private Notes notes = Notes.NONE;
    private Instant now = NOON;
    private List<Optional<Content>> running = List.of(Optional.of(NEW), Optional.of(OLD), Optional.of(OLD));

    @Test
    void oneEnvironmentAfterTheOther() {
        Outcome.Done first = pass();
        Outcome.Done second = pass();

        assertThat(first.move()).map(Move::environment).contains("staging");
        assertThat(second.move()).as("staging has it in Git and is not proven").isEmpty();
        assertThat(second.views().get(2).state()).isEqualTo(View.Word.WAITING);

        running = List.of(Optional.of(NEW), Optional.of(NEW), Optional.of(OLD));
        assertThat(pass().move()).map(Move::environment).contains("prod");
        assertThat(pass().move()).isEmpty();
        assertThat(repository.writes).containsExactly("bring 1 b", "bring 2 b");
    }

    @Test
    void theFarthestGoesFirstAndOneAtATime() {
        repository.set(0, content('c'));
        repository.set(1, NEW);
        running = List.of(Optional.of(content('c')), Optional.of(NEW), Optional.of(OLD));

        Outcome.Done outcome = pass();

        assertThat(repository.writes).containsExactly("bring 2 b");
        assertThat(outcome.wakeAt()).contains(NOON.plusMillis(200));
    }

    @Test
    void nothingComesFromAnEnvironmentWhoseObjectIsMissing() {
        running = List.of(Optional.empty(), Optional.of(OLD), Optional.of(OLD));

        Outcome.Done outcome = pass();

        assertThat(repository.writes).isEmpty();
        assertThat(outcome.views().get(1).gates().getFirst().message())
                .isEqualTo("dev is not healthy: Kustomization ns/dev is missing");
    }

    @Test
    void timeOfHealthIsInTheMemory() {
        environments = List.of(
                environment("dev", By.COMMIT),
                soaking("staging", Duration.ofMinutes(10)),
                environment("prod", By.COMMIT));

        Outcome.Done first = pass();
        now = NOON.plusSeconds(420);
        Outcome.Done later = pass();
        now = NOON.plusSeconds(600);
        pass();

        assertThat(first.wakeAt()).contains(NOON.plusSeconds(600));
        assertThat(later.views().get(1).gates().get(1).message()).isEqualTo("healthy for 7m of 10m");
        assertThat(repository.writes).containsExactly("bring 1 b");
    }

    @Test
    void goesBackOnceAndDoesNotBringItAgain() {
        pass();
        running = List.of(Optional.of(NEW), Optional.of(NEW), Optional.of(OLD));
        notes = rollback("staging=slow", "slow");

        Outcome.Done back = pass();
        pass();
        pass();

        assertThat(back.move()).map(Move::kind).contains(Move.Kind.ROLLED_BACK);
        assertThat(repository.writes).containsExactly("bring 1 b", "restore 1 a");
        assertThat(intents).hasSize(1);
    }

    @Test
    void whatWasRolledBackIsFollowedBySomethingNewer() {
        pass();
        notes = rollback("staging=slow", "slow");
        pass();
        repository.set(0, content('c'));
        running = List.of(Optional.of(content('c')), Optional.of(OLD), Optional.of(OLD));

        assertThat(pass().move()).map(Move::environment).contains("staging");
        assertThat(repository.writes).containsExactly("bring 1 b", "restore 1 a", "bring 1 c");
    }

    @Test
    void aRollbackThatWasInterruptedIsNotDoneTwice() {
        pass();
        notes = rollback("staging=slow", "slow");
        Memory before = memory;
        pass();
        memory = intents.getFirst();

        pass();

        assertThat(before.handledRollback()).isEmpty();
        assertThat(repository.writes).containsExactly("bring 1 b", "restore 1 a");
        assertThat(memory.handledRollback()).contains("staging=slow");
        assertThat(memory.states().get(1).current().orElseThrow().isRestored()).isTrue();
    }

    @Test
    void aPersonsChangeIsRespected() {
        pass();
        repository.set(1, content('d'));
        running = List.of(Optional.of(NEW), Optional.of(OLD), Optional.of(OLD));

        Outcome.Done outcome = pass();

        assertThat(outcome.views().get(1).state()).isEqualTo(View.Word.HELD);
        assertThat(repository.writes).containsExactly("bring 1 b");
    }

    @Test
    void whoApprovedIsRemembered() {
        environments = List.of(
                environment("dev", By.COMMIT),
                new Environment(
                        "staging",
                        By.COMMIT,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Environment.Approval.ANNOTATION),
                environment("prod", By.COMMIT));
        Outcome.Done before = pass();
        notes = new Notes(
                List.of(new Approval("staging", NEW.commit(), "tested", Optional.of("jane"))),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());

        Outcome.Done after = pass();

        assertThat(before.move()).isEmpty();
        assertThat(before.views().get(1).gates().getLast().message())
                .contains(
                        "kubectl -n ns annotate --overwrite promotion app promotion.capstan.dev/approve='staging=bbbbbbbbbbbb, REASON'");
        assertThat(after.move()).get().satisfies(move -> {
            assertThat(move.by()).contains("jane");
            assertThat(move.why()).contains("approved by jane: tested");
        });
    }

    @Test
    void aRefusalIsAProblemAndIsTriedAgain() {
        repository.answer = Optional.of(new Brought.Refused("protected branch"));

        Outcome.Done outcome = pass();

        assertThat(outcome.problem()).contains("main@bbbbbbbbbbbb could not be brought: protected branch");
        assertThat(outcome.views().get(1).state()).isEqualTo(View.Word.FAILED);
        repository.answer = Optional.empty();
        assertThat(pass().move()).isPresent();
    }

    @Test
    void aPersonIsToldThatItIsTime() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PERSON), environment("prod", By.COMMIT));

        assertThat(pass().views().get(1).state()).isEqualTo(View.Word.PERSON);
        assertThat(repository.writes).isEmpty();
    }

    @Test
    void aPullRequestIsOpenedOnceAndMergedByAPerson() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        Outcome.Done opened = pass();
        pass();
        forge.state = Proposals.State.MERGED;
        repository.set(1, NEW);

        Outcome.Done merged = pass();

        assertThat(opened.views().get(1).state()).isEqualTo(View.Word.PULL_REQUEST);
        assertThat(repository.writes).containsExactly("propose 1 b");
        assertThat(forge.calls)
                .containsExactly(
                        "open promotion/ns/app/staging -> main: Promote main@bbbbbbbbbbbb to staging",
                        "discard promotion/ns/app/staging");
        assertThat(merged.move())
                .get()
                .satisfies(move -> assertThat(move.pullRequest()).contains("http://forge/7"));
        assertThat(memory.proposals()).isEmpty();
    }

    @Test
    void whatComesFromAPullRequestIsToldBesideWhatIsBroughtOn() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.COMMIT));
        pass();
        forge.state = Proposals.State.MERGED;
        repository.set(1, NEW);
        running = List.of(Optional.of(NEW), Optional.of(NEW), Optional.of(OLD));

        assertThat(pass().moves()).extracting(Move::environment).containsExactly("prod", "staging");
    }

    @Test
    void aPullRequestThatAPersonClosesIsNotOpenedAgain() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        pass();
        forge.state = Proposals.State.CLOSED;
        pass();

        assertThat(pass().views().get(1).message()).contains("pull request #7 was closed");
        assertThat(repository.writes).containsExactly("propose 1 b");
    }

    @Test
    void aPullRequestIsClosedWhenItsSourceFails() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        pass();
        running = List.of(Optional.empty(), Optional.of(OLD), Optional.of(OLD));
        pass();

        assertThat(forge.calls).containsSubsequence("close 7", "discard promotion/ns/app/staging");
        assertThat(memory.proposals()).isEmpty();
    }

    @Test
    void aPullRequestThatTheForgeRefusesIsTriedAgainOnTheBranchThatIsThere() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        forge.refusal = Optional.of("403: the token may not open pull requests");

        assertThat(pass().views().get(1).state()).isEqualTo(View.Word.FAILED);
        forge.refusal = Optional.empty();
        Outcome.Done second = pass();

        assertThat(repository.heads).containsExactly(Optional.empty(), Optional.of("f".repeat(40)));
        assertThat(second.views().get(1).state()).isEqualTo(View.Word.PULL_REQUEST);
        assertThat(memory.proposals())
                .hasEntrySatisfying("staging", it -> assertThat(it.number()).isEqualTo(7));
    }

    @Test
    void theBranchOfAPullRequestThatWasNeverOpenedGoesWithItsReason() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        forge.refusal = Optional.of("502");
        pass();
        running = List.of(Optional.empty(), Optional.of(OLD), Optional.of(OLD));

        pass();

        assertThat(forge.calls).endsWith("discard promotion/ns/app/staging").doesNotContain("close 0");
        assertThat(memory.proposals()).isEmpty();
    }

    @Test
    void aPullRequestThatTheForgeDoesNotCloseIsClosedLater() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        pass();
        running = List.of(Optional.empty(), Optional.of(OLD), Optional.of(OLD));
        forge.refusal = Optional.of("502");

        assertThat(pass().problem()).contains("pull request #7 could not be closed: 502");
        forge.refusal = Optional.empty();
        pass();

        assertThat(forge.calls).containsSubsequence("close 7", "close 7", "discard promotion/ns/app/staging");
        assertThat(memory.proposals()).isEmpty();
    }

    @Test
    void aPullRequestThatWasClosedAlthoughTheForgeFailedRejectsNothing() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        pass();
        running = List.of(Optional.empty(), Optional.of(OLD), Optional.of(OLD));
        forge.refusal = Optional.of("502");
        pass();
        forge.refusal = Optional.empty();
        forge.state = Proposals.State.CLOSED;

        pass();

        assertThat(memory.states().get(1).rejected()).isEmpty();
        assertThat(memory.proposals()).isEmpty();
    }

    @Test
    void aBranchThatTheForgeDoesNotDeleteIsContinued() {
        environments = List.of(
                environment("dev", By.COMMIT), environment("staging", By.PULL_REQUEST), environment("prod", By.PERSON));
        pass();
        forge.state = Proposals.State.CLOSED;
        forge.deletes = false;
        pass();
        forge.state = Proposals.State.OPEN;
        repository.set(0, content('c'));
        running = List.of(Optional.of(content('c')), Optional.of(OLD), Optional.of(OLD));

        assertThat(pass().views().get(1).state()).isEqualTo(View.Word.PULL_REQUEST);

        assertThat(repository.heads).containsExactly(Optional.empty(), Optional.of("f".repeat(40)));
    }

    private Outcome.Done pass() {
        var layout = new Layout(
                "main",
                new FilePatterns(List.of("**")),
                environments.stream()
                        .<Place>map(it -> new Place.Folder(it.name()))
                        .toList());
        var watched = new ArrayList<List<WatchedObject>>();
        for (int i = 0; i < environments.size(); i++) {
            watched.add(List.of(new WatchedObject(
                    "Kustomization ns/" + environments.get(i).name(),
                    running.get(i)
                            .map(content -> new Seen(
                                    Ready.YES, "", true, false, false, Optional.of(content.commit()), true)))));
        }
        var input = new PassInput(
                "ns/app", environments, memory, watched, List.of(List.of(), List.of(), List.of()), notes, now);
        var outcome =
                (Outcome.Done) new PromotionPass(input, layout, repository, Optional.of(forge), intents::add).run();
        memory = outcome.memory();
        return outcome;
    }

    private static Notes rollback(String value, String reason) {
        var rollback = new Rollback("staging", reason, value, Optional.empty());
        return new Notes(List.of(), List.of(), List.of(), Optional.of(rollback), List.of());
    }

    private static Environment environment(String name, By by) {
        return new Environment(name, by, Optional.empty(), Optional.empty(), List.of(), Environment.Approval.NONE);
    }

    private static Environment soaking(String name, Duration needed) {
        return new Environment(
                name, By.COMMIT, Optional.of(needed), Optional.empty(), List.of(), Environment.Approval.NONE);
    }

    private static final class FakeProposals implements Proposals {
        private final List<String> calls = new ArrayList<>();
        private State state = State.OPEN;
        private Optional<String> refusal = Optional.empty();
        private boolean deletes = true;

        @Override
        public Answer open(String source, String target, String title, String body) {
            calls.add("open " + source + " -> " + target + ": " + title);
            return answer();
        }

        @Override
        public Answer get(long number) {
            return known();
        }

        @Override
        public Answer close(long number, String why) {
            calls.add("close " + number);
            return answer();
        }

        @Override
        public boolean discard(String branch, String head) {
            calls.add("discard " + branch);
            return deletes;
        }

        private Answer answer() {
            return refusal.<Answer>map(Answer.Failed::new).orElseGet(this::known);
        }

        private Answer known() {
            return new Answer.Known(7, "http://forge/7", state, "f".repeat(40));
        }
    }
}
