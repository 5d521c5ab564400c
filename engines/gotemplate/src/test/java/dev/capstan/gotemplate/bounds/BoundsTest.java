package dev.capstan.gotemplate.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BoundsTest {

    private static final Limits SMALL = new Limits(Duration.ofSeconds(1), 2, 10, 100, 150);

    @Test
    void endsAtTheDeadline() {
        AtomicLong clock = new AtomicLong();
        Bounds bounds = Bounds.start(SMALL, clock::get, () -> false);
        bounds.checkTime();

        clock.set(Duration.ofSeconds(2).toNanos());

        assertThatThrownBy(() -> {
                    while (true) {
                        bounds.step();
                    }
                })
                .isInstanceOf(BoundsExceededException.class)
                .hasMessage("the templates took longer than 1000 ms; look for a loop or a call without end");
    }

    @Test
    void endsWhenCancelled() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Bounds bounds = Bounds.start(SMALL, System::nanoTime, cancelled::get);
        bounds.checkTime();

        cancelled.set(true);

        assertThatThrownBy(bounds::checkTime).hasMessage("the rendering was cancelled");
    }

    @Test
    void countsOutput() {
        refuses(Bound.OUTPUT, bounds -> {
            bounds.output(10);
            bounds.output(1);
        });
    }

    @Test
    void countsOpenTemplates() {
        refuses(Bound.DEPTH, bounds -> {
            bounds.enter();
            bounds.enter();
            bounds.leave();
            bounds.enter();
            bounds.enter();
        });
    }

    @Test
    void countsValuesOneByOneAndTogether() {
        refuses(Bound.VALUE, bounds -> bounds.value(101));
        refuses(Bound.VALUE, bounds -> bounds.entries(Long.MAX_VALUE));
        refuses(Bound.VALUE, bounds -> {
            bounds.value(100);
            bounds.value(51);
        });
    }

    private static void refuses(Bound bound, Consumer<Bounds> work) {
        Bounds bounds = Bounds.start(SMALL);

        assertThatThrownBy(() -> work.accept(bounds))
                .isInstanceOfSatisfying(
                        BoundsExceededException.class,
                        failure -> assertThat(failure.bound()).isEqualTo(bound));
    }
}
