package de.asvumzug.demo;

import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Tells a newcomer what the demo will ask, and does by a button what an operator does at a machine
 * and nobody can do from a browser.
 */
@Controller
class DemoHelp {
  static final String PATH = "/demo";

  /** Set before the application starts; the demo runs once in a process. */
  static Lab lab;

  @GetMapping(PATH)
  String help(@RequestParam(defaultValue = "") String meldung, Model model) {
    model.addAttribute("live", false);
    model.addAttribute("done", meldung.equals("eingerichtet"));
    model.addAttribute("early", meldung.equals("zu-frueh"));
    return "demo";
  }

  /** The new server's nightly backup, which nobody carries over: folders and programs differ. */
  @PostMapping(PATH + "/nachtsicherung")
  String setUpNightlyBackup() throws IOException {
    LabMachine machine = lab.neu();
    if (!Files.exists(machine.updateServiceSettings())) {
      return "redirect:" + PATH + "?meldung=zu-frueh";
    }
    lab.setUpNightlyBackup(machine);
    return "redirect:" + PATH + "?meldung=eingerichtet";
  }
}
