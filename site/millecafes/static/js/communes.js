/* Places suggested while one types the name of a commune; the one chosen is kept by its code. Needs combobox.js. */
(() => {
  "use strict";

  const { combobox } = window;

  const suggest = (field) => {
    const input = field.querySelector("input[type=text]");
    const status = field.querySelector("[role=status]");

    const code = () => {
      let kept = field.querySelector("input[type=hidden]");
      if (!kept) {
        kept = document.createElement("input");
        Object.assign(kept, { type: "hidden", name: `${input.name}_code` });
        field.append(kept);
      }
      return kept;
    };

    const draw = ({ suggestions, more }) => {
      const options = suggestions.map(({ key, label, detail }) => {
        const option = combobox.option(label, detail);
        Object.assign(option.dataset, { key, label });
        return option;
      });
      if (more) {
        const rest = combobox.option("", more);
        rest.setAttribute("aria-disabled", "true");
        options.push(rest);
      }
      return options;
    };

    const stop = combobox({
      input,
      list: field.querySelector("[role=listbox]"),
      status,
      ask: (words, signal) => combobox.json(field.dataset.communes, words, signal),
      draw,
      tell: (count) => combobox.counted(count, field.dataset),
      pick: (option) => {
        stop();
        input.value = option.dataset.label;
        code().value = option.dataset.key;
        status.textContent = `${field.dataset.chosen} ${option.dataset.label}`;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      },
    });

    /* Other words: neither the former choice nor the list to choose from holds any more. */
    input.addEventListener("input", () => {
      field.querySelector("fieldset")?.remove();
      code().value = "";
    });
  };

  document.querySelectorAll("[data-communes]").forEach(suggest);
})();
