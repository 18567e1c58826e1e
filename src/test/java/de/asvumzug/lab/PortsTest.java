package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

  /** Without it, two labs beside each other once took the same port: "two servers answer". */
  @Test
  void the_build_numbers_the_jvms_that_test_beside_each_other() {
    assumeThat(System.getProperty("basedir")).as("set by the build").isNotNull();

    assertThat(System.getProperty("asv.test.fork")).matches("[1-7]");
  }

  @Test
  void ports_come_from_the_slice_of_this_jvm() {
    int slice = Integer.getInteger("asv.test.fork", 0);

    List<Integer> chosen = Stream.generate(Ports.LAB::free).limit(20).toList();

    assertThat(chosen).allMatch(port -> port / 1_000 == 20 + slice);
  }
}
