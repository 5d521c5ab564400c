package dev.capstan.helm.release.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HookLogTest {

    @Test
    void leavesOutALineThatWasCutOff() {
        String line = "x".repeat(4090);

        assertThat(HookLog.whole(line + "\nsecr-")).isEqualTo(line + "\n");
        assertThat(HookLog.whole("y".repeat(4096))).isEmpty();
    }

    @Test
    void keepsALogThatCameToItsEnd() {
        assertThat(HookLog.whole("one\ntwo")).isEqualTo("one\ntwo");
    }
}
