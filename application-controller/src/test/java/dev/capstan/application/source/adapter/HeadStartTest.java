package dev.capstan.application.source.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadStartTest {
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final HeadStart headStart = new HeadStart(told::add, later::add);

    @Test
    void othersHearOfAMoveAfterwardsAndOnce() {
        headStart.moved("a");
        headStart.moved("a");
        headStart.moved("b");
        assertThat(told).isEmpty();

        later.forEach(Runnable::run);
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void aMoveAfterTheMomentIsAnotherOne() {
        headStart.moved("a");
        later.removeFirst().run();
        headStart.moved("a");
        later.removeFirst().run();

        assertThat(told).containsExactly("a", "a");
    }

    @Test
    void aListenerThatFailsIsToldOfTheNextMove() {
        var failing = new HeadStart(
                url -> {
                    told.add(url);
                    throw new IllegalStateException("a bug");
                },
                later::add);
        failing.moved("a");
        later.removeFirst().run();
        failing.moved("a");
        later.removeFirst().run();

        assertThat(told).hasSize(2);
    }
}
