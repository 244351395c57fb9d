package org.commandery.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "5,2", "4,4", "7,3", "2,5"})
    void allSegmentsAreGivenOutAndNoNodeHasTwoMoreThanAnother(int segments, int count) {
        List<String> nodes =
                IntStream.range(0, count).mapToObj(n -> "node-" + n).toList();

        List<Integer> quotas = nodes.stream()
                .map(node -> Quota.of("shop.orders", segments, node, nodes))
                .sorted()
                .toList();

        assertThat(quotas.stream().mapToInt(Integer::intValue).sum()).isEqualTo(segments);
        assertThat(quotas.get(count - 1) - quotas.get(0)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4"})
    void subscriptionsOfOneSegmentAreSpreadOverTheNodes(int count) {
        List<String> nodes =
                IntStream.range(0, count).mapToObj(n -> "node-" + n).toList();

        for (String node : nodes) {
            int some = IntStream.range(0, 100)
                    .map(n -> Quota.of("shop.handler-" + n, 1, node, nodes))
                    .sum();
            assertThat(some).as(node).isBetween(50 / count, 200 / count);
        }
    }
}
