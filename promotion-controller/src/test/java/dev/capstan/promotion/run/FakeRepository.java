package dev.capstan.promotion.run;

import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.Looked;
import dev.capstan.promotion.place.PlaceLook;
import dev.capstan.promotion.place.PromotionRepository;
import dev.capstan.promotion.place.StepLook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folders in memory; content comes and goes at once, and every commit is known. */
final class FakeRepository implements PromotionRepository {
    final List<Content> folders;
    final List<String> writes = new ArrayList<>();

    /** Where the branches of pull requests were expected to be. */
    final List<Optional<String>> heads = new ArrayList<>();

    private final Map<String, String> digests = new HashMap<>();
    Optional<Brought> answer = Optional.empty();

    FakeRepository(Content... folders) {
        this.folders = new ArrayList<>(List.of(folders));
        this.folders.forEach(this::remember);
    }

    private void remember(Content content) {
        digests.put(content.commit(), content.digest());
    }

    void set(int index, Content content) {
        folders.set(index, content);
        remember(content);
    }

    @Override
    public Looked look(List<Set<String>> shown) {
        var steps = new ArrayList<StepLook>();
        for (int i = 1; i < folders.size(); i++) {
            boolean same = folders.get(i).digest().equals(folders.get(i - 1).digest());
            steps.add(same ? new StepLook.Has() : new StepLook.Lacks());
        }
        return new Looked.Seen(
                folders.stream().<PlaceLook>map(PlaceLook.Present::new).toList(),
                steps,
                folders.stream().map(_ -> Map.copyOf(digests)).toList());
    }

    @Override
    public Brought bring(
            int to, Optional<Content> expected, Content candidate, Optional<String> undone, Delivery delivery) {
        return answer.orElseGet(() -> delivery.proposal().isPresent()
                ? proposed(to, candidate, delivery.proposal().get())
                : written("bring", to, candidate));
    }

    private Brought proposed(int to, Content candidate, Delivery.Proposal proposal) {
        heads.add(proposal.head());
        writes.add("propose " + to + " " + candidate.shortCommit().charAt(0));
        return new Brought.Proposed("f".repeat(40), "main", List.of());
    }

    @Override
    public Brought restore(int at, Content expected, Content target, Delivery delivery) {
        return answer.orElseGet(() -> written("restore", at, target));
    }

    private Brought written(String verb, int index, Content content) {
        writes.add(verb + " " + index + " " + content.shortCommit().charAt(0));
        set(index, content);
        return new Brought.Done(content.revision(), List.of());
    }
}
