package dev.capstan.runtime.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private final Outages outages = new Outages();
    private final OutageSwitch apiServer = new OutageSwitch(outages);

    @Test
    void workThatMeetsNoOutageKnowsIt() {
        apiServer.goesAway();
        apiServer.comesBack();

        assertThat(outages.mark().metOutage()).isFalse();
    }

    @Test
    void workThatBeginsInAnOutageMeetsIt() {
        apiServer.goesAway();
        Outages.Mark mark = outages.mark();
        apiServer.comesBack();

        assertThat(mark.metOutage()).isTrue();
    }

    @Test
    void anOutageThatIsOverWasMet() {
        Outages.Mark mark = outages.mark();
        apiServer.goesAway();
        apiServer.comesBack();

        assertThat(mark.metOutage()).isTrue();
    }

    @Test
    void everyOutageEndsOnceHoweverManyRequestsMeetIt() {
        var ends = new AtomicInteger();
        outages.onEnd(ends::incrementAndGet);

        apiServer.goesAway();
        apiServer.goesAway();
        apiServer.comesBack();
        apiServer.comesBack();

        assertThat(ends).hasValue(1);
    }

    @Test
    void aListenerThatFailsKeepsNoOtherFromHearing() {
        var ends = new AtomicInteger();
        outages.onEnd(() -> {
            throw new IllegalStateException("bug");
        });
        outages.onEnd(ends::incrementAndGet);

        apiServer.goesAway();
        apiServer.comesBack();

        assertThat(ends).hasValue(1);
    }

    @Test
    void aListenerThatWasRemovedHearsNothing() {
        var ends = new AtomicInteger();
        Runnable listener = ends::incrementAndGet;
        outages.onEnd(listener);
        outages.remove(listener);

        apiServer.goesAway();
        apiServer.comesBack();

        assertThat(ends).hasValue(0);
    }
}
