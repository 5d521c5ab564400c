package dev.capstan.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastingObstacleTest {
    private final LastingObstacle obstacle = new LastingObstacle();
    private final List<String> said = new ArrayList<>();

    @Test
    void isSaidOnceUntilItIsAnotherOneOrOver() {
        obstacle.met("forbidden", said::add);
        obstacle.met("forbidden", said::add);
        obstacle.met("not reachable", said::add);
        obstacle.isOver();
        obstacle.met("not reachable", said::add);

        assertThat(said).containsExactly("forbidden", "not reachable", "not reachable");
    }
}
